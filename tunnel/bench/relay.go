// A relay as the Go program had it, without its knock: a goroutine for each direction, io.Copy between the sockets
// (which splices), both cut when one ends.
//
//	relay LISTEN TARGET    ports on 127.0.0.1
package main

import (
	"io"
	"log"
	"net"
	"os"
)

func relay(client net.Conn, target string) {
	server, err := net.Dial("tcp", target)
	if err != nil {
		client.Close()
		return
	}
	ended := make(chan struct{}, 2)
	copy := func(to, from net.Conn) {
		io.Copy(to, from)
		ended <- struct{}{}
	}
	go copy(server, client)
	go copy(client, server)
	<-ended
	client.Close()
	server.Close()
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go relay(client, "127.0.0.1:"+os.Args[2])
	}
}
