// The worker that stands where a server would: it keeps the files for use without a network, starts ikat once, and
// hands it every request of the pages.
'use strict';

importScripts('files.js', 'wasm_exec.js', 'zstddec.js');

const kept = 'ikat-VERSION';
const own = ['', 'index.html', 'files.js', 'wasm_exec.js', 'zstddec.js', 'worker.js'];
const base = new URL('./', self.location);
const packed = new URL('ikat.wasm.zst', base), unpacked = new URL('ikat.wasm', base);

self.addEventListener('install', event => {
  start().catch(() => {}); // who asks for a page next hears of what went wrong
  event.waitUntil(caches.open(kept).then(c => c.addAll(own.map(name => new URL(name, base)))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  const old = caches.keys().then(all => Promise.all(all.filter(k => k.startsWith('ikat-') && k !== kept).map(k => caches.delete(k))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

// slice is how much is unpacked at a time: the browser makes what unpacks quicker between two slices, never inside one.
const slice = 1 << 16;

// fetched is the program, unpacked: browsers do not unpack Zstandard themselves everywhere.
async function fetched() {
  const decoder = new zstddec.ZSTDDecoder();
  const [answer] = await Promise.all([fetch(packed), decoder.init()]);
  if (!answer.ok) throw new Error(`${packed} answers ${answer.status}`);
  const data = new Uint8Array(await answer.arrayBuffer());
  const slices = function* () {
    for (let at = 0; at < data.length; at += slice) yield data.subarray(at, at + slice);
  };
  const program = new Uint8Array(UNPACKED);
  let length = 0;
  for (const piece of decoder.decodeStreaming(slices())) {
    program.set(piece, length);
    length += piece.length;
  }
  return program;
}

let started, keep = async () => {};

// start runs the program; everybody who asks meanwhile waits for it. From the second time on it comes unpacked from
// what is kept, with what the browser has compiled of it.
const start = () => started ??= (async () => {
  const go = new Go();
  const ready = new Promise((done, failed) => {
    globalThis.ikatReady = error => error ? failed(new Error(error)) : done();
  });
  const again = await (await caches.open(kept)).match(unpacked);
  let instance;
  if (again) {
    ({ instance } = await WebAssembly.instantiateStreaming(again, go.importObject));
  } else {
    const program = await fetched();
    ({ instance } = await WebAssembly.instantiate(program, go.importObject));
    keep = async () => {
      keep = async () => {};
      await new Promise(later => setTimeout(later, 2000)); // not before what the first page asks for
      const file = new Response(program, { headers: { 'Content-Type': 'application/wasm' } });
      await (await caches.open(kept)).put(unpacked, file).catch(() => {}); // without room for it, it is fetched again
    };
  }
  go.run(instance).then(() => { started = undefined; });
  await ready;
})().catch(error => { started = undefined; throw error; });

self.addEventListener('fetch', event => {
  const at = new URL(event.request.url);
  if (at.origin !== base.origin || !at.pathname.startsWith(base.pathname)) return;
  const path = at.pathname.slice(base.pathname.length);
  if (own.includes(path) && path !== '' && !at.search) {
    event.respondWith(caches.match(event.request).then(hit => hit ?? fetch(event.request)));
    return;
  }
  const answer = answered(event.request, '/' + path + at.search);
  event.respondWith(answer.catch(error => new Response(`ikat could not start: ${error.message}`, { status: 500 })));
  event.waitUntil(answer.then(() => keep(), () => {}));
});

async function answered(request, address) {
  await start();
  const body = new Uint8Array(await request.arrayBuffer());
  return new Promise(resolve => {
    let out;
    const moved = moves();
    const stream = new ReadableStream({ start: controller => { out = controller; } });
    globalThis.ikatAnswer({ method: request.method, url: address, headers: [...request.headers], body, signal: request.signal }, {
      start: (status, headers) => {
        moved.start(headers);
        resolve(new Response([101, 204, 205, 304].includes(status) ? null : stream, { status, headers }));
      },
      write: bytes => { try { moved.write(bytes, out); } catch { /* the reader has left */ } },
      end: () => { try { moved.end(out); out.close(); } catch { /* the reader has left */ } },
    });
  });
}

// moves lets pages stand below a folder of a host: addresses in pages and scripts begin at the host's root, and get the
// folder before them. At the root of a host everything passes through.
function moves() {
  const folder = base.pathname.slice(0, -1);
  let kind, text = '';
  const decoder = new TextDecoder();
  return {
    start: headers => {
      const type = (headers.find(([name]) => name === 'Content-Type') ?? ['', ''])[1];
      kind = folder === '' ? undefined : /^text\/(html|event-stream)/.test(type) ? 'html' : /javascript/.test(type) ? 'script' : undefined;
      for (const h of headers) {
        if (h[0] === 'Location' && h[1].startsWith('/')) h[1] = folder + h[1];
      }
      if (kind) headers.splice(0, headers.length, ...headers.filter(([name]) => name !== 'Content-Length'));
    },
    write: (bytes, out) => {
      if (!kind) { out.enqueue(bytes); return; }
      text += decoder.decode(bytes, { stream: true });
      const end = text.lastIndexOf('\n') + 1; // no address is broken across lines
      out.enqueue(new TextEncoder().encode(put(text.slice(0, end))));
      text = text.slice(end);
    },
    end: out => { if (kind) out.enqueue(new TextEncoder().encode(put(text + decoder.decode()))); },
  };
  function put(part) {
    if (kind === 'script') return part.replace(/(["'`])\/(assets|api)\//g, `$1${folder}/$2/`);
    return part.replace(/((?:href|src|action|content|data-[a-z-]+)=\\?["'])\/(?!\/)/g, `$1${folder}/`);
  }
}
