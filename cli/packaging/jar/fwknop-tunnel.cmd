@echo off
rem Starts fwknop-tunnel.jar, which stands beside this script, with a Java of version 25 or newer: that of JAVA_HOME,
rem else the one on the PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" @OPTIONS@ -jar "%~dp0fwknop-tunnel.jar" %*
exit /b %ERRORLEVEL%
