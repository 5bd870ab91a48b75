/* Opens the conversation: what is remembered, what is new, and what a press does. */
(function (chat) {
  'use strict';
  const DOUBLE_TAP_MS = 1000;
  const PATIENCE_MS = 3000;
  let pressed = {key: '', at: 0};
  let answeredAt = 0;

  /* An old thumb taps twice; once counts. */
  function twice(key) {
    const again = pressed.key === key && Date.now() - pressed.at < DOUBLE_TAP_MS;
    pressed = {key: key, at: Date.now()};
    return again;
  }

  chat.press = function (one, entry, button) {
    if (twice(one.label + (entry ? entry.id : ''))) { return; }
    if (one.ask === 'location' && chat.canLocate) { chat.sendLocation(); return; }
    if (one.ask === 'contact') { chat.ask('contact'); return; }
    if (entry && one.code) {
      button.classList.add('pressed');
      chat.view.pressed();
      chat.say({kind: 'choice', code: one.code, message: entry.id});
      return;
    }
    chat.say({kind: 'text', text: one.label}, one.label);
  };

  chat.receive = function (body) {
    answeredAt = Date.now();
    chat.view.typing(false);
    if (body.op === 'noted') { return; }
    if (body.op === 'forget') { chat.forget(); return; }
    if (body.op === 'clear') {
      chat.store.set('history', []);
      chat.view.restore([]);
      return;
    }
    if (body.op === 'delete') {
      chat.history.drop(body.message);
      chat.view.restore(chat.history.all());
      return;
    }
    const entry = {id: body.message, body: body};
    chat.history.put(entry);
    chat.view.draw(entry);
    if (body.keyboard === 'reply') {
      chat.store.set('keyboard', body.choices);
      chat.view.keyboard(body.choices);
    }
    if (body.note) { chat.view.toast(body.note); }
    if (body.language && body.language !== chat.words['web.language']) { chat.session(); }
  };

  /* The person was erased: this phone forgets too. The last answer stays to be read until a reload. */
  chat.forget = function () {
    const last = chat.history.all().filter((entry) => !entry.own).slice(-1);
    chat.store.set('history', []);
    chat.view.restore(last);
    chat.session().then(() => chat.view.restore(last));
  };

  /* The telephone needs no internet: say so when the card does not come. */
  function callInstead() {
    const words = document.createElement('b');
    words.textContent = chat.word('web.emergency.offline');
    const body = {
      html: words.outerHTML, media: [], keyboard: 'inline', at: new Date().toISOString(),
      choices: [[{label: chat.word('web.call.ambulance'), tel: chat.word('web.number.ambulance')}],
                [{label: chat.word('web.call.fire'), tel: chat.word('web.number.fire')}]]
    };
    const entry = {id: chat.uuid(), body: body};
    chat.history.put(entry);
    chat.view.draw(entry);
  }

  document.getElementById('emergency').addEventListener('click', () => {
    if (twice('emergency')) { return; }
    const since = Date.now();
    chat.sayNow({kind: 'text', text: '/khancap'}, chat.word('web.emergency'));
    chat.view.makeRoom(true);
    if (!navigator.onLine) { callInstead(); return; }
    setTimeout(() => { if (answeredAt < since) { callInstead(); } }, PATIENCE_MS);
  });

  /* A new session has nothing in common with the old one but what still waits to be sent. */
  chat.known = function (who) {
    if (chat.store.get('who', '') === who) { return; }
    chat.store.set('who', who);
    const waiting = chat.queue.all().map((item) => item.id);
    chat.store.set('history', chat.history.all().filter((entry) => waiting.indexOf(entry.id) >= 0));
    chat.store.set('keyboard', []);
    chat.store.set('seq', 0);
    chat.view.keyboard([]);
    chat.view.restore(chat.history.all());
    const begun = chat.queue.all().some((item) => item.said && item.said.kind === 'started');
    if (!followLink() && !begun) { chat.say({kind: 'started', payload: ''}); }
  };

  /* ?start=... of a poster: once each, and gone from the address so that a reload does not repeat it. */
  function followLink() {
    const found = /[?&]start=([A-Za-z0-9_-]{1,64})(?:&|$)/.exec(location.search);
    if (!found) { return false; }
    history.replaceState(null, '', location.pathname);
    chat.say({kind: 'started', payload: found[1]});
    return true;
  }

  document.getElementById('newer').addEventListener('click', chat.view.toBottom);
  window.addEventListener('resize', chat.view.follow);
  chat.view.keyboard(chat.store.get('keyboard', []));
  chat.view.restore(chat.history.all());
  if (chat.store.get('who', '')) { followLink(); }
  chat.connect();
  if ('serviceWorker' in navigator) { navigator.serviceWorker.register('sw.js').catch(() => undefined); }
}(window.chat));
