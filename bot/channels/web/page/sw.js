/* Keeps the empty page on the phone, so that it opens without network. Never keeps conversations. */
'use strict';
const CACHE = 'antoan ' + registration.scope + ' {{version}} {{edition}}';
const SHELL = ['./', 'static/app.css?v={{version}}', 'static/app.js?v={{version}}', 'static/icon.svg?v={{version}}'];
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const ours = 'antoan ' + registration.scope + ' ';
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith(ours) && name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

/* The page itself comes from the network when that is quick: it renews the cookie. */
function page(request) {
  const kept = () => caches.match('./');
  const slow = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(kept);
  const fresh = fetch(request).then((answer) => answer.status < 500 ? answer : kept(), kept);
  return Promise.race([fresh, slow.then((found) => found || fresh)]);
}

self.addEventListener('fetch', (event) => {
  const url = event.request.url;
  if (event.request.mode === 'navigate' && url.split(/[?#]/)[0] === registration.scope) {
    event.respondWith(page(event.request));
  } else if (event.request.method === 'GET' && url.indexOf(registration.scope + 'static/') === 0) {
    event.respondWith(caches.match(event.request).then((found) => found || fetch(event.request)));
  }
});
