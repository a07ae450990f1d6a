// Commands to copy.
import { say } from './words';

// copying adds a button that copies to each command.
export function copying(below: ParentNode): void {
  for (const code of below.querySelectorAll<HTMLElement>('.call code')) {
    if (code.nextElementSibling?.matches('button.copy') || !navigator.clipboard) continue;
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'copy';
    b.textContent = say('copy');
    b.addEventListener('click', async () => {
      await navigator.clipboard.writeText((code.textContent ?? '').replace(/^GET /, location.origin));
      b.textContent = say('copied');
      setTimeout(() => { b.textContent = say('copy'); }, 1500);
    });
    code.after(b);
  }
}
