// Dark or light: the system's choice until the reader makes one, which early.js remembers.
import { say } from './words';

const root = document.documentElement;

export function theme(): void {
  const header = document.querySelector('header.site');
  if (!header) return;
  const b = document.createElement('button');
  b.type = 'button';
  b.className = 'theme';
  b.textContent = '◐';
  b.title = say('theme');
  b.setAttribute('aria-label', say('theme'));
  b.addEventListener('click', () => {
    const dark = root.dataset.theme ?
      root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('theme', root.dataset.theme); } catch { /* a private window keeps nothing */ }
  });
  header.append(b);
}
