/* The box at the bottom: words, photos, files, place, voice. */
(function (chat) {
  'use strict';
  const MOST_BYTES = 20 * 1024 * 1024;
  const LONGEST_RECORDING_S = 180;
  const element = (id) => document.getElementById(id);
  const text = element('text');
  const open = chat.view.open;
  const press = (id, act) => element(id).addEventListener('click', act);
  let asked = '';       // 'contact' while the next words are a phone number
  let recorder = null;
  let ticking = 0;

  function fit() {
    text.style.height = 'auto';
    text.style.height = Math.min(text.scrollHeight, 140) + 'px';
    chat.view.shown('send', text.value.trim());
    chat.view.shown('record', !text.value.trim());
    chat.view.follow();
  }

  chat.ask = function (what) {
    asked = what;
    const number = what === 'contact';
    text.placeholder = chat.word(number ? 'web.phone' : 'web.placeholder');
    text.setAttribute('inputmode', number ? 'tel' : 'text');
    if (number) { text.focus(); }
  };

  function submit(event) {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) { return; }
    const number = asked === 'contact' && words.replace(/\D/g, '').length > 7;
    chat.say(number ? {kind: 'contact', phone: words} : {kind: 'text', text: words}, words);
    chat.ask('');
    text.value = '';
    fit();
  }

  element('compose').addEventListener('submit', submit);
  text.addEventListener('input', fit);
  text.addEventListener('focus', () => open('tray', 'attach', false));
  text.addEventListener('keydown', (event) => {
    // While a Vietnamese keyboard composes a word, Enter belongs to it.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { submit(event); }
  });

  press('attach', () => open('tray', 'attach', element('tray').hidden));
  press('fold', () => open('keyboard', 'fold', element('keyboard').hidden));
  press('camera', () => element('pick-photo').click());
  press('file', () => element('pick-file').click());

  function kindOf(file) {
    const main = file.type.split('/')[0];
    return {image: 'photo', audio: 'audio', video: 'video'}[main] || 'document';
  }

  function send(file, kind) {
    if (file.size > MOST_BYTES) { chat.view.toast(chat.word('web.toobig')); return; }
    chat.sendFile(file, kind, file.name || '');
  }

  ['pick-photo', 'pick-file', 'pick-sound'].forEach((id) => element(id).addEventListener('change', (event) => {
    const file = event.target.files[0];
    event.target.value = '';
    open('tray', 'attach', false);
    if (!file) { return; }
    const kind = id === 'pick-sound' ? 'voice' : kindOf(file);
    const named = (blob) => { if (!blob.name) { blob.name = file.name; } return blob; };
    chat.shrink(file).then((small) => send(named(small), kind));
  }));

  chat.sendLocation = function () {
    open('tray', 'attach', false);
    chat.view.toast(chat.word('web.locating'));
    navigator.geolocation.getCurrentPosition((found) => {
      const at = found.coords;
      chat.view.toast('');
      chat.say({kind: 'location', latitude: at.latitude, longitude: at.longitude, accuracy: at.accuracy},
               chat.word('web.mylocation') + ' (± ' + Math.round(at.accuracy) + ' m)');
    }, () => chat.view.toast(chat.word('web.nolocation')), {enableHighAccuracy: true, timeout: 20000, maximumAge: 60000});
  };
  chat.canLocate = Boolean(navigator.geolocation && window.isSecureContext);
  chat.view.shown('location', chat.canLocate);
  press('location', chat.sendLocation);

  function recording(yes) {
    chat.view.shown('recording', yes);
    chat.view.shown('compose', !yes);
    clearInterval(ticking);
    if (!yes) { text.focus(); return; }
    const since = Date.now();
    element('seconds').textContent = '0:00';
    ticking = setInterval(() => {
      const seconds = Math.floor((Date.now() - since) / 1000);
      element('seconds').textContent = Math.floor(seconds / 60) + ':' + (seconds % 60 + 100).toString().slice(1);
      if (seconds >= LONGEST_RECORDING_S) { finish(true); }
    }, 500);
    element('stop').focus();
  }

  function finish(sending) {
    const current = recorder;
    recorder = null;
    recording(false);
    if (current) { current.stop().then((sound) => { if (sending) { send(sound, 'voice'); } }); }
  }

  press('record', () => {
    if (!chat.canRecord) { element('pick-sound').click(); return; }
    chat.record().then((started) => { recorder = started; recording(true); },
                       () => chat.view.toast(chat.word('web.norecord')));
  });
  press('stop', () => finish(true));
  press('drop', () => finish(false));

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') { return; }
    if (recorder) { finish(false); }
    if (!element('tray').hidden) { open('tray', 'attach', false); element('attach').focus(); }
    if (asked) { chat.ask(''); }
  });

  fit();
}(window.chat));
