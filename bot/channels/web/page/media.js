/* Photos made small enough for a bad network, and voice recordings. */
(function (chat) {
  'use strict';
  const LONGEST_SIDE = 1600;
  const SMALL_ENOUGH = 300000;
  const EXIF = 0x45786966;
  const TURNS = {3: 2, 6: 1, 8: 3};  // EXIF orientation: quarter turns to the right
  const TURNS_ITSELF = 'imageOrientation' in document.documentElement.style;

  /* How the camera was held, 1 when not said. Only old browsers need it. */
  chat.orientation = function (view) {
    let at = 2;
    while (at + 12 < view.byteLength && view.getUint8(at) === 0xff) {
      if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === EXIF) {
        const tiff = at + 10;
        const little = view.getUint16(tiff) === 0x4949;
        const first = tiff + view.getUint32(tiff + 4, little);
        for (let tag = 0; tag < view.getUint16(first, little); tag += 1) {
          const entry = first + 2 + 12 * tag;
          if (view.getUint16(entry, little) === 0x0112) { return view.getUint16(entry + 8, little); }
        }
      }
      at += 2 + view.getUint16(at + 2);
    }
    return 1;
  };

  function quarterTurns(blob) {
    if (TURNS_ITSELF) { return Promise.resolve(0); }
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onloadend = () => {
        try { done(TURNS[chat.orientation(new DataView(reader.result))] || 0); } catch (broken) { done(0); }
      };
      reader.readAsArrayBuffer(blob.slice(0, 65536));
    });
  }

  function draw(image, turns) {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const width = Math.round(image.naturalWidth * scale);
    const height = Math.round(image.naturalHeight * scale);
    const canvas = document.createElement('canvas');
    canvas.width = turns % 2 ? height : width;
    canvas.height = turns % 2 ? width : height;
    const context = canvas.getContext('2d');
    context.translate(canvas.width / 2, canvas.height / 2);
    context.rotate(turns * Math.PI / 2);
    context.drawImage(image, -width / 2, -height / 2, width, height);
    return canvas;
  }

  /* A smaller JPEG without the place and time the camera wrote in; the file itself if that fails. */
  chat.shrink = function (blob) {
    const foreign = /^image\/hei[cf]$/.test(blob.type);  // an iPhone can read its own format; we cannot
    if (!/^image\/(jpeg|png|webp)$/.test(blob.type) && !foreign) { return Promise.resolve(blob); }
    if (blob.size < SMALL_ENOUGH && !foreign) { return Promise.resolve(blob); }
    return Promise.all([load(blob), quarterTurns(blob)])
      .then((both) => new Promise((done) => draw(both[0], both[1]).toBlob(done, 'image/jpeg', 0.8)))
      .then((small) => small && (foreign || small.size < blob.size) ? small : blob)
      .catch(() => blob);
  };

  function load(blob) {
    return new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => { URL.revokeObjectURL(image.src); done(image); };
      image.onerror = failed;
      image.src = URL.createObjectURL(blob);
    });
  }

  const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

  chat.canRecord = Boolean(window.MediaRecorder && navigator.mediaDevices && window.isSecureContext);

  /* Resolves with a recorder that has started; `stop` resolves with the sound. */
  chat.record = function () {
    return navigator.mediaDevices.getUserMedia({audio: true}).then((stream) => {
      const type = TYPES.find((known) => MediaRecorder.isTypeSupported(known));
      const recorder = new MediaRecorder(stream, {mimeType: type, audioBitsPerSecond: 24000});
      const parts = [];
      recorder.ondataavailable = (event) => parts.push(event.data);
      recorder.start();
      return {
        stop: () => new Promise((done) => {
          recorder.onstop = () => {
            stream.getTracks().forEach((track) => track.stop());
            done(new Blob(parts, {type: type}));
          };
          recorder.stop();
        })
      };
    });
  };
}(window.chat));
