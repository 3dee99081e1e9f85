'use strict';

// The server makes the tables; this loads them anew while the page is visible.
async function refresh() {
  if (document.hidden) {
    return;
  }
  const main = document.querySelector('main');
  try {
    const answer = await fetch('/', {cache: 'no-store'});
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    main.replaceWith(page.querySelector('main'));
  } catch {
    main.classList.add('stale');
  }
}

setInterval(refresh, 2000);
