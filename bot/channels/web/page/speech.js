/* The words of the page itself, when another language was chosen. */
(function (chat) {
  'use strict';
  const SPEAKING = '.skip, #banner, header *, main, main *, footer *';

  function turnAll(turn) {
    const bubbles = document.getElementById('bubbles');
    document.querySelectorAll(SPEAKING).forEach((node) => {
      if (bubbles.contains(node)) { return; }
      ['aria-label', 'placeholder'].forEach((name) => {
        if (node.hasAttribute(name)) { node.setAttribute(name, turn(node.getAttribute(name))); }
      });
      Array.from(node.childNodes).forEach((child) => {
        if (child.nodeType === Node.TEXT_NODE) { child.data = turn(child.data); }
      });
    });
  }

  /* Everything anew, the copy for offline as well. */
  chat.speak = function (words) {
    const before = chat.words;
    chat.words = words;
    if (before['web.language'] === words['web.language']) { return; }
    const turned = new Map(Object.keys(words).map((id) => [before[id], words[id]]));
    turnAll((text) => turned.get(text) || text);
    document.documentElement.lang = words['web.language'];
    document.title = words['web.title'];
    chat.view.restore(chat.history.all());
    if ('serviceWorker' in navigator) {
      navigator.serviceWorker.ready.then((kept) => kept.update()).catch(() => undefined);
    }
  };
}(window.chat));
