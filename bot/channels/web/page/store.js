/* What this phone remembers. Each mount of the page (/, /official/ ...) remembers its own.
   Every change reads first, because another tab may have written since. */
window.chat = {};

(function (chat) {
  'use strict';
  const base = location.pathname.replace(/[^/]*$/, '');
  const unkept = new Map();  // when storage is full or forbidden: better than nothing until reload
  const LONGEST_HISTORY = 100;

  chat.store = {
    get(key, otherwise) {
      if (unkept.has(key)) { return unkept.get(key); }
      try {
        const kept = localStorage.getItem('antoan' + base + key);
        return kept === null ? otherwise : JSON.parse(kept);
      } catch (forbidden) {
        return otherwise;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem('antoan' + base + key, JSON.stringify(value));
        unkept.delete(key);
      } catch (full) {
        unkept.set(key, value);
      }
    }
  };

  chat.history = {
    all() { return chat.store.get('history', []); },
    find(id) { return chat.history.all().find((entry) => entry.id === id); },
    put(entry) {
      const entries = chat.history.all();
      const index = entries.findIndex((other) => other.id === entry.id);
      if (index < 0) { entries.push(entry); } else { entries[index] = entry; }
      chat.store.set('history', entries.slice(-LONGEST_HISTORY));
    },
    drop(id) { chat.store.set('history', chat.history.all().filter((entry) => entry.id !== id)); }
  };

  chat.queue = {
    all() { return chat.store.get('queue', []); },
    add(item) {
      const items = chat.queue.all();
      if (item.urgent) { items.unshift(item); } else { items.push(item); }
      chat.store.set('queue', items);
    },
    remove(id) { chat.store.set('queue', chat.queue.all().filter((item) => item.id !== id)); }
  };

  /* Photos and recordings that wait for the network. */
  const blobs = new Map();
  let opened = null;

  function open() {
    opened = opened || new Promise((done, failed) => {
      const request = indexedDB.open('antoan' + base, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('files');
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    return opened;
  }

  function files(mode, act) {
    return open().then((database) => new Promise((done, failed) => {
      const transaction = database.transaction('files', mode);
      const request = act(transaction.objectStore('files'));
      // Not the request's success: a page closed before the transaction ends would lose the file.
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => failed(transaction.error);
    })).catch(() => undefined);
  }

  chat.files = {
    put(id, blob) {
      blobs.set(id, blob);
      return files('readwrite', (kept) => kept.put(blob, id));
    },
    get(id) {
      return blobs.has(id) ? Promise.resolve(blobs.get(id)) : files('readonly', (kept) => kept.get(id));
    },
    drop(id) {
      blobs.delete(id);
      return files('readwrite', (kept) => kept.delete(id));
    }
  };
}(window.chat));
