// A file system in memory, as Go's programs for browsers ask for one: the part of Node's fs that they call.
'use strict';

(() => {
  const fault = code => Object.assign(new Error(code), { code });
  const folder = () => ({ children: new Map(), mode: 0o40755, at: Date.now() });
  const root = folder();
  const open = new Map();
  let next = 10;

  const parts = path => path.split('/').filter(p => p && p !== '.');
  const find = path => parts(path).reduce((at, name) => {
    if (!at.children) throw fault('ENOTDIR');
    const child = at.children.get(name);
    if (!child) throw fault('ENOENT');
    return child;
  }, root);
  const parent = path => {
    const names = parts(path), name = names.pop();
    if (name === undefined) throw fault('EEXIST');
    const at = find(names.join('/'));
    if (!at.children) throw fault('ENOTDIR');
    return { at, name };
  };
  const stat = node => ({
    dev: 1, ino: 1, mode: node.mode, nlink: 1, uid: 0, gid: 0, rdev: 0, size: node.children ? 0 : node.size,
    blksize: 4096, blocks: 0, atimeMs: node.at, mtimeMs: node.at, ctimeMs: node.at, isDirectory: () => !!node.children,
  });
  const grow = (node, size) => {
    if (size <= node.bytes.length) return;
    const bytes = new Uint8Array(Math.max(size, 2 * node.bytes.length));
    bytes.set(node.bytes.subarray(0, node.size));
    node.bytes = bytes;
  };
  const resize = (node, size) => {
    grow(node, size);
    if (size > node.size) node.bytes.fill(0, node.size, size);
    node.size = size;
  };
  const handle = fd => {
    const h = open.get(fd);
    if (!h) throw fault('EBADF');
    return h;
  };
  // call answers as Node does: a callback with the error, or with what the work gives.
  const call = work => (...args) => {
    const done = args.pop();
    let out;
    try { out = work(...args); } catch (e) { done(e); return; }
    done(null, out);
  };

  const constants = { O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };
  const said = { 1: '', 2: '' };
  const print = (fd, bytes) => {
    said[fd] += new TextDecoder().decode(bytes);
    const lines = said[fd].split('\n');
    said[fd] = lines.pop();
    lines.forEach(line => console.log(line));
    return bytes.length;
  };

  globalThis.fs = {
    constants,
    writeSync: (fd, bytes) => print(fd, bytes),
    open: call((path, flags, mode) => {
      const { at, name } = parts(path).length ? parent(path) : { at: { children: new Map([['', root]]) }, name: '' };
      let node = at.children.get(name);
      if (node && flags & constants.O_CREAT && flags & constants.O_EXCL) throw fault('EEXIST');
      if (!node) {
        if (!(flags & constants.O_CREAT)) throw fault('ENOENT');
        node = { bytes: new Uint8Array(0), size: 0, mode: 0o100000 | (mode & 0o777), at: Date.now() };
        at.children.set(name, node);
      }
      if (node.children && flags & 3) throw fault('EISDIR');
      if (flags & constants.O_TRUNC && !node.children) resize(node, 0);
      open.set(++next, { node, position: 0, append: !!(flags & constants.O_APPEND) });
      return next;
    }),
    close: call(fd => { open.delete(fd); }),
    read: call((fd, into, offset, length, position) => {
      const h = handle(fd), from = position ?? h.position;
      const n = Math.max(0, Math.min(length, h.node.size - from));
      into.set(h.node.bytes.subarray(from, from + n), offset);
      if (position == null) h.position += n;
      return n;
    }),
    write: call((fd, bytes, offset, length, position) => {
      const part = bytes.subarray(offset, offset + length);
      if (fd === 1 || fd === 2) return print(fd, part);
      const h = handle(fd), at = position ?? (h.append ? h.node.size : h.position);
      if (at > h.node.size) resize(h.node, at);
      grow(h.node, at + length);
      h.node.bytes.set(part, at);
      h.node.size = Math.max(h.node.size, at + length);
      h.node.at = Date.now();
      if (position == null) h.position = at + length;
      return length;
    }),
    fstat: call(fd => stat(handle(fd).node)),
    stat: call(path => stat(find(path))),
    lstat: call(path => stat(find(path))),
    mkdir: call(path => {
      const { at, name } = parent(path);
      if (at.children.has(name)) throw fault('EEXIST');
      at.children.set(name, folder());
    }),
    readdir: call(path => {
      const node = find(path);
      if (!node.children) throw fault('ENOTDIR');
      return [...node.children.keys()];
    }),
    rename: call((from, to) => {
      const a = parent(from), b = parent(to), node = a.at.children.get(a.name);
      if (!node) throw fault('ENOENT');
      a.at.children.delete(a.name);
      b.at.children.set(b.name, node);
    }),
    unlink: call(path => {
      const { at, name } = parent(path), node = at.children.get(name);
      if (!node) throw fault('ENOENT');
      if (node.children) throw fault('EISDIR');
      at.children.delete(name);
    }),
    rmdir: call(path => {
      const { at, name } = parent(path), node = at.children.get(name);
      if (!node) throw fault('ENOENT');
      if (!node.children) throw fault('ENOTDIR');
      if (node.children.size) throw fault('ENOTEMPTY');
      at.children.delete(name);
    }),
    link: call((from, to) => {
      const { at, name } = parent(to);
      if (at.children.has(name)) throw fault('EEXIST');
      at.children.set(name, find(from));
    }),
    truncate: call((path, size) => resize(find(path), size)),
    ftruncate: call((fd, size) => resize(handle(fd).node, size)),
    fsync: call(() => {}),
    chmod: call((path, mode) => { const n = find(path); n.mode = (n.mode & ~0o777) | (mode & 0o777); }),
    fchmod: call((fd, mode) => { const n = handle(fd).node; n.mode = (n.mode & ~0o777) | (mode & 0o777); }),
    chown: call(() => {}), fchown: call(() => {}), lchown: call(() => {}), utimes: call(() => {}),
    symlink: call(() => { throw fault('ENOSYS'); }), readlink: call(() => { throw fault('EINVAL'); }),
  };
  globalThis.process = { pid: 1, ppid: 1, umask: () => 0o22, cwd: () => '/', chdir: () => {}, getuid: () => 0, getgid: () => 0,
    geteuid: () => 0, getegid: () => 0, getgroups: () => [] };
  root.children.set('tmp', folder());
})();
