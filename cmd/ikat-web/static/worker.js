// The worker that stands where a server would: it keeps the files for use without a network, starts ikat once, and
// hands it every request of the pages.
'use strict';

importScripts('files.js', 'wasm_exec.js', 'fzstd.js');

const kept = 'ikat-VERSION';
const own = ['', 'index.html', 'files.js', 'wasm_exec.js', 'fzstd.js', 'worker.js', 'ikat.wasm.zst'];
const base = new URL('./', self.location);

self.addEventListener('install', event => {
  event.waitUntil(caches.open(kept).then(c => c.addAll(own.map(name => new URL(name, base)))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  const old = caches.keys().then(all => Promise.all(all.filter(k => k.startsWith('ikat-') && k !== kept).map(k => caches.delete(k))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

// unpacked is what a stream packed with Zstandard holds, as it comes: browsers do not unpack it themselves everywhere.
const unpacked = packed => {
  let unpack;
  return packed.pipeThrough(new TransformStream({
    start: out => { unpack = new fzstd.Decompress(piece => out.enqueue(piece)); },
    transform: piece => unpack.push(piece),
    flush: () => unpack.push(new Uint8Array(0), true),
  }));
};

let started;

// start runs the program; everybody who asks meanwhile waits for it.
const start = () => started ??= (async () => {
  const file = await caches.match(new URL('ikat.wasm.zst', base)) ?? await fetch(new URL('ikat.wasm.zst', base));
  const program = new Response(unpacked(file.body), { headers: { 'Content-Type': 'application/wasm' } });
  const go = new Go();
  const ready = new Promise((done, failed) => {
    globalThis.ikatReady = error => error ? failed(new Error(error)) : done();
  });
  const { instance } = await WebAssembly.instantiateStreaming(program, go.importObject);
  go.run(instance).then(() => { started = undefined; });
  await ready;
})().catch(error => { started = undefined; throw error; });

// The page says how far the start is; it may also ask for it.
self.addEventListener('message', event => {
  event.waitUntil(start().then(() => event.source?.postMessage('ready'), error => event.source?.postMessage(String(error))));
});

self.addEventListener('fetch', event => {
  const at = new URL(event.request.url);
  if (at.origin !== base.origin || !at.pathname.startsWith(base.pathname)) return;
  const path = at.pathname.slice(base.pathname.length);
  if (own.includes(path) && path !== '' && !at.search) {
    event.respondWith(caches.match(event.request).then(hit => hit ?? fetch(event.request)));
    return;
  }
  event.respondWith(answered(event.request, '/' + path + at.search));
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
