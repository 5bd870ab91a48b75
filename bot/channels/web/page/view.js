/* Draws the conversation. A person's words go in as text; only the bot's own markup is markup. */
(function (chat) {
  'use strict';
  const TURN_MS = 10000;
  const DOUBLE_TAP_MS = 400;
  const ABOVE_PX = 8;
  const ZONE = 'Asia/Ho_Chi_Minh';  // as in the messages themselves, wherever the phone thinks it is
  const element = (id) => document.getElementById(id);
  const log = element('log');
  const bubbles = element('bubbles');
  const view = chat.view = {};
  const local = new Map();  // what was chosen here need not be fetched back over a bad network
  let typing = 0;
  let toast = 0;
  let askedAt = 0;      // when a button under a message was pressed, until its answer
  let spokeAt = 0;      // when the person last did something
  let answer = null;    // the first message that followed
  let roomMade = false;  // the keyboard was folded for a long answer, not by the person
  let keyboardHeight = 0;
  let pressedAt = 0;
  let stuck = true;     // the person looks at the newest message

  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) { node.className = className; }
    if (text) { node.textContent = text; }
    return node;
  }

  function shown(id, yes) { element(id).hidden = !yes; }

  function stamp(at) {
    const time = new Date(at);
    const shape = {hour: '2-digit', minute: '2-digit', timeZone: ZONE};
    return isNaN(time) ? '' : time.toLocaleTimeString(chat.words['web.language'], shape);
  }

  function choice(one, entry) {
    const link = one.tel || one.url;
    const button = make(link ? 'a' : 'button', one.tel ? 'choice call' : 'choice', one.label);
    if (one.tel) {
      button.href = 'tel:' + one.tel.replace(/[^+\d]/g, '');
    } else if (one.url) {
      button.href = one.url;
      button.target = '_blank';
      button.rel = 'noopener noreferrer';
    } else {
      button.type = 'button';
      button.addEventListener('click', () => {
        // The second tap of a double tap may land on another key that has come under the finger.
        if (Date.now() - pressedAt < DOUBLE_TAP_MS) { return; }
        pressedAt = Date.now();
        chat.press(one, entry, button);
      });
    }
    return button;
  }

  function choices(rows, entry) {
    const grid = make('div', 'choices');
    rows.forEach((row) => {
      const line = make('div', 'line');
      row.forEach((one) => line.appendChild(choice(one, entry)));
      grid.appendChild(line);
    });
    return grid;
  }

  function add(node, grid) {
    if (grid.hasChildNodes()) { node.appendChild(grid); }
  }

  function media(kind, url, name) {
    if (kind === 'photo' || kind === 'animation') {
      const image = make('img', 'photo');
      image.alt = name || chat.word('web.photo');
      image.addEventListener('load', view.follow);
      image.setAttribute('loading', 'lazy');
      image.src = url;
      return image;
    }
    if (kind === 'voice' || kind === 'audio' || kind === 'video') {
      const player = make(kind === 'video' ? 'video' : 'audio');
      player.controls = true;
      player.preload = 'none';
      player.setAttribute('aria-label', name || chat.word('web.voice'));
      player.src = url;
      return player;
    }
    const link = make('a', 'file', name || chat.word('web.file'));
    link.href = url;
    link.download = name || '';
    return link;
  }

  function ownMedia(entry, bubble) {
    const place = make('div', 'media');
    bubble.appendChild(place);
    const url = local.get(entry.id) || entry.url;
    if (url) {
      place.appendChild(media(entry.media, url, entry.name));
      return;
    }
    chat.files.get(entry.id).then((blob) => {
      if (!blob) { return; }
      local.set(entry.id, URL.createObjectURL(blob));
      place.appendChild(media(entry.media, local.get(entry.id), entry.name));
      view.follow();
    });
  }

  const STATES = {waiting: 'web.waiting', sending: 'web.sending', sent: 'web.sent', failed: 'web.unsent'};

  function ownBubble(entry) {
    const bubble = make('div', 'bubble ' + entry.state);
    bubble.appendChild(make('span', 'aside', chat.word('web.you') + ': '));
    if (entry.media) { ownMedia(entry, bubble); }
    if (entry.text) { bubble.appendChild(make('div', 'words', entry.text)); }
    bubble.appendChild(make('div', 'state', stamp(entry.at) + ' · ' + chat.word(STATES[entry.state])));
    if (entry.state === 'failed') { bubble.appendChild(make('div', 'why', chat.word(entry.error))); }
    if (entry.state === 'waiting') {
      const again = make('button', 'again', chat.word('web.retry'));
      again.type = 'button';
      again.addEventListener('click', chat.pump);
      bubble.appendChild(again);
    }
    return bubble;
  }

  function botBubble(entry) {
    const body = entry.body;
    const bubble = make('div', 'bubble');
    const words = make('div', 'words');
    words.innerHTML = body.html;
    Array.from(words.querySelectorAll('a[href^=http]')).forEach((link) => {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    });
    bubble.appendChild(make('span', 'aside', chat.word('web.bot') + ': '));
    body.media.forEach((one) => bubble.appendChild(media(one.kind, one.url, one.name)));
    bubble.appendChild(words);
    bubble.appendChild(make('div', 'state', stamp(body.at)));
    return bubble;
  }

  function row(entry) {
    const node = make('div', entry.own ? 'row own' : 'row bot');
    node.id = 'm-' + entry.id;
    if (entry.own) {
      node.setAttribute('aria-live', 'off');  // who wrote it knows it
      node.appendChild(ownBubble(entry));
      return node;
    }
    const rows = entry.body.keyboard === 'inline' ? entry.body.choices : [];
    const calls = (one) => Boolean(one.tel);
    // A number to call stands above the words: below them a small screen would hide it.
    add(node, choices(rows.filter((line) => line.every(calls)), entry));
    node.appendChild(botBubble(entry));
    add(node, choices(rows.filter((line) => !line.every(calls)), entry));
    return node;
  }

  /* In place, so that a screen reader hears only the change and the focus stays near. */
  function redraw(old, node) {
    const focused = old.contains(document.activeElement);
    old.textContent = '';
    while (node.firstChild) { old.appendChild(node.firstChild); }
    if (focused) { (old.querySelector('.choice') || log).focus(); }
    askedAt = 0;
    view.follow();
  }

  /* What comes next answers this: it is shown, wherever the button stood. */
  view.pressed = function () { askedAt = Date.now(); };

  view.restore = function (entries) {
    bubbles.textContent = '';
    entries.forEach((entry) => bubbles.appendChild(row(entry)));
    view.toBottom();
  };

  view.draw = function (entry) {
    const node = row(entry);
    const old = element(node.id);
    if (old) {
      redraw(old, node);
      return;
    }
    bubbles.appendChild(node);
    if (entry.own || Date.now() - askedAt < TURN_MS) {
      spokeAt = Date.now();
      askedAt = 0;
      view.toBottom();
    }
    if (entry.own) { return; }
    const begins = !answer || Date.now() - spokeAt > TURN_MS;
    if (begins) { answer = node; }
    // What follows an answer may need the room too, but gives none back.
    if (entry.body.keyboard !== 'reply' && (begins || !fits(node))) { view.makeRoom(!fits(node)); }
    view.follow();
    if (answer !== node && !element('newer').hidden) { shown('unseen', true); }
  };

  /* Show the newest, but never push the first line of the answer out of sight. */
  view.follow = function () {
    const bottom = log.scrollHeight - log.clientHeight;
    if (stuck) { log.scrollTop = answer ? Math.min(bottom, answer.offsetTop - ABOVE_PX) : bottom; }
    below();
  };

  function below() {
    const distance = log.scrollHeight - log.clientHeight - log.scrollTop;
    shown('newer', distance > 48);
    if (distance <= 48) { shown('unseen', false); }
    return distance;
  }

  view.toBottom = function () {
    answer = null;
    stuck = true;
    view.follow();
  };

  log.addEventListener('scroll', () => {
    stuck = below() <= 48 || Boolean(answer && Math.abs(answer.offsetTop - ABOVE_PX - log.scrollTop) < 4);
  });

  view.keyboard = function (rows) {
    const area = element('keyboard');
    area.textContent = '';
    area.appendChild(choices(rows, null));
    shown('fold', rows.length);
    view.open('keyboard', 'fold', rows.length > 0);
  };

  /* Show or hide a part of the foot; its button tells which. */
  view.open = function (id, button, yes) {
    shown(id, yes);
    element(button).setAttribute('aria-expanded', String(yes));
    view.follow();
  };

  /* Fold the keyboard away for a card that must be seen whole; open it again when there is room,
     unless the person folded it themselves. */
  view.makeRoom = function (yes) {
    if (yes) {
      keyboardHeight = element('keyboard').offsetHeight || keyboardHeight;
      roomMade = roomMade || !element('keyboard').hidden;
      view.open('keyboard', 'fold', false);
    } else if (roomMade) {
      roomMade = false;
      view.open('keyboard', 'fold', !element('fold').hidden);
    }
  };

  /* Whether all from the answer to this message can be seen above the open keyboard. */
  function fits(node) {
    const room = log.clientHeight - (element('keyboard').hidden ? keyboardHeight : 0);
    return node.offsetTop + node.offsetHeight - answer.offsetTop + 24 <= room;
  }

  view.typing = function (yes) {
    clearTimeout(typing);
    shown('typing', yes);
    if (yes) { typing = setTimeout(() => view.typing(false), 10000); }
    view.follow();
  };

  view.banner = function (text) {
    if (element('banner').textContent !== text) { element('banner').textContent = text; }
    shown('banner', text);
  };

  view.toast = function (text) {
    clearTimeout(toast);
    element('toast').textContent = text;
    shown('toast', text);
    toast = setTimeout(() => shown('toast', false), 5000);
  };

  view.progress = function (id, part) {
    const state = document.querySelector('#m-' + CSS.escape(id) + ' .state');
    if (state) { state.textContent = chat.word('web.sending') + ' ' + Math.round(100 * part) + ' %'; }
  };

  view.shown = shown;
}(window.chat));
