/* What the person sends waits here, in order, until the server has it for good. Each item keeps one
   id for ever, so sending it again cannot make a copy. */
(function (chat) {
  'use strict';
  const LONGEST_PAUSE_S = 30;
  let flight = null;
  let failures = 0;
  let pause = 0;

  function mark(item, state, more) {
    const entry = chat.history.find(item.id);
    if (!entry) { return; }
    chat.history.put(Object.assign(entry, {state: state}, more));
    chat.view.draw(entry);
  }

  function deliver(item) {
    if (item.said) {
      const said = Object.assign({id: item.id}, item.said);
      return chat.post('api/messages', {body: JSON.stringify(said)});
    }
    const path = 'api/media?id=' + item.id + '&kind=' + item.file.kind;
    const headers = {'X-Name': encodeURIComponent(item.file.name), 'Content-Type': 'application/octet-stream'};
    const progress = (event) => chat.view.progress(item.id, event.loaded / event.total);
    return chat.files.get(item.id).then((blob) => {
      if (!blob) { return {status: 410, json: {error: 'web.lost'}, wait: 0}; }
      flight = chat.post(path, {body: blob, headers: headers, progress: progress, timeout: 300000});
      return flight;
    });
  }

  function settle(item, answer) {
    if (answer.status === 200) {
      failures = 0;
      chat.queue.remove(item.id);
      mark(item, 'sent', answer.json.url ? {url: answer.json.url} : {});
      chat.files.drop(item.id);
      return chat.pump();
    }
    if (answer.status >= 400 && answer.status < 500 && [401, 403, 408, 429].indexOf(answer.status) < 0) {
      chat.queue.remove(item.id);
      mark(item, 'failed', {error: answer.json.error || 'web.malformed'});
      chat.view.typing(false);
      return chat.pump();
    }
    mark(item, 'waiting');
    chat.view.typing(false);
    if (answer.aborted) { return chat.pump(); }
    if (answer.status >= 429 && answer.json.error) { chat.view.toast(chat.word(answer.json.error)); }
    failures += 1;
    const seconds = answer.wait || Math.min(LONGEST_PAUSE_S, Math.pow(2, failures));
    const next = answer.status === 401 || answer.status === 403 ? chat.connect : chat.pump;
    pause = setTimeout(next, seconds * (900 + Math.random() * 200));
    return pause;
  }

  /* Send the first that waits, if nothing is on its way. */
  chat.pump = function () {
    const item = chat.queue.all()[0];
    if (flight || !item || !navigator.onLine) { return; }
    clearTimeout(pause);
    mark(item, 'sending');
    chat.view.typing(true);
    flight = deliver(item);
    flight.then((answer) => { flight = null; settle(item, answer); });
  };

  /* `shown` is what the person reads of it: {text} or {media, name}; nothing for a silent act. */
  function enqueue(item, shown) {
    item.id = item.id || chat.uuid();
    chat.queue.add(item);
    if (shown) {
      const entry = Object.assign({id: item.id, own: true, state: 'waiting', at: new Date().toISOString()}, shown);
      chat.history.put(entry);
      chat.view.draw(entry);
    }
    chat.pump();
  }

  chat.say = (said, text) => enqueue({said: Object.assign({sent_at: new Date().toISOString()}, said)}, text && {text: text});

  /* An emergency overtakes what waits, even a photo on its way: that starts again afterwards. */
  chat.sayNow = function (said, text) {
    if (flight && flight.abort) { flight.abort(); }
    enqueue({said: said, urgent: true}, {text: text});
  };

  chat.sendFile = function (blob, kind, name) {
    const id = chat.uuid();
    chat.files.put(id, blob).then(() => {
      enqueue({id: id, file: {kind: kind, name: name}}, {media: kind, name: name});
    });
  };
}(window.chat));
