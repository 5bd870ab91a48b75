/* Requests, the session, and the stream of what the bot says. XMLHttpRequest because fetch on old
   phones can neither time out nor tell how much of a photo has left. */
(function (chat) {
  'use strict';
  const SILENCE_MS = 40000;  // the server beats every 15 s
  let csrf = '';
  let source = null;
  let heard = 0;
  let trouble = 0;

  chat.words = JSON.parse(document.getElementById('words').textContent);
  chat.word = (id) => chat.words[id] || chat.words['web.malformed'];

  chat.uuid = function () {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  /* Always resolves; status 0 means that nothing is known to have arrived. */
  chat.request = function (method, path, options) {
    const xhr = new XMLHttpRequest();
    let aborted = false;
    const answer = new Promise((done) => {
      const settle = () => {
        let json = {};
        try { json = JSON.parse(xhr.responseText); } catch (other) { json = {}; }
        const wait = Number(xhr.status && xhr.getResponseHeader('Retry-After')) || 0;
        if (!aborted) { chat.online(xhr.status !== 0); }
        done({status: xhr.status, json: json, wait: wait, aborted: aborted});
      };
      xhr.onabort = () => { aborted = true; };
      xhr.onloadend = settle;
      xhr.open(method, path);
      xhr.timeout = options.timeout || 20000;
      Object.keys(options.headers || {}).forEach((name) => xhr.setRequestHeader(name, options.headers[name]));
      if (options.progress) { xhr.upload.onprogress = options.progress; }
      xhr.send(options.body || null);
    });
    answer.abort = () => xhr.abort();
    return answer;
  };

  chat.post = function (path, options) {
    options.headers = Object.assign({'X-CSRF-Token': csrf}, options.headers);
    return chat.request('POST', path, options);
  };

  /* Resolves true when the server knows us. The page itself gives the cookie, so without one it is
     asked for again in the background. */
  chat.session = function () {
    const ask = () => chat.request('GET', 'api/session', {});
    return ask()
      .then((answer) => answer.status === 401 ? chat.request('GET', './', {}).then(ask) : answer)
      .then((answer) => {
        if (answer.status === 401) { chat.view.banner(chat.word('web.reload')); }
        if (answer.status !== 200) { return false; }
        csrf = answer.json.csrf;
        chat.speak(answer.json.words);
        chat.known(csrf);
        return true;
      });
  };

  chat.online = function (good) {
    clearTimeout(trouble);
    trouble = 0;
    chat.view.banner(good && navigator.onLine ? '' : chat.word('web.offline'));
  };

  function alive() {
    heard = Date.now();
    chat.online(true);
  }

  chat.listen = function (receive) {
    if (source) { source.close(); }
    heard = Date.now();
    source = new EventSource('api/events?after=' + chat.store.get('seq', 0));
    source.addEventListener('beat', () => { alive(); chat.pump(); });
    source.onmessage = (event) => {
      alive();
      receive(JSON.parse(event.data));
      chat.store.set('seq', Number(event.lastEventId));
    };
    source.onerror = () => {
      // A short break mends itself unseen.
      trouble = trouble || setTimeout(() => chat.online(false), 2500);
      if (source.readyState === EventSource.CLOSED) { setTimeout(chat.connect, 3000 + Math.random() * 2000); }
    };
  };

  let connecting = false;

  chat.connect = function () {
    if (connecting) { return; }
    connecting = true;
    chat.session().then((good) => {
      connecting = false;
      if (!good) { setTimeout(chat.connect, 3000 + Math.random() * 4000); return; }
      chat.listen(chat.receive);
      chat.pump();
    });
  };

  function wake() {
    if (source && Date.now() - heard > SILENCE_MS) { chat.connect(); }
  }

  window.addEventListener('offline', () => chat.online(false));
  window.addEventListener('online', () => { heard = 0; wake(); chat.pump(); });
  document.addEventListener('visibilitychange', wake);
  setInterval(wake, 10000);
}(window.chat));
