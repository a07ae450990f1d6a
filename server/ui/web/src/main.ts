import './ikat.css';
import { copying } from './copy';
import { deferredIn, onPart } from './deferred';
import { drawAll } from './draw';
import { getting } from './getting';
import { navigation, onPage } from './navigate';
import { tablesIn } from './tables';
import { theme } from './theme';
import { tips } from './tip';
import { uploads } from './upload';
import { say } from './words';

// ready makes everything below an element work: pictures, tables, commands, long work, what is sent and fetched.
function ready(below: HTMLElement): void {
  drawAll(below);
  tablesIn(below);
  copying(below);
  deferredIn(below);
  uploads(below);
  getting(below);
  printing(below);
  linking();
}

// linking gives the page a button that copies its address, once.
function linking(): void {
  const line = document.querySelector('#choices .line');
  if (!line || line.querySelector('.link') || !navigator.clipboard) return;
  const b = document.createElement('button');
  b.type = 'button';
  b.className = 'link';
  b.textContent = say('link');
  b.addEventListener('click', async () => {
    await navigator.clipboard.writeText(location.href);
    b.textContent = say('copied');
    setTimeout(() => { b.textContent = say('link'); }, 1500);
  });
  line.append(b);
}

// printing shows the buttons that print a page.
function printing(below: HTMLElement): void {
  for (const b of below.querySelectorAll<HTMLButtonElement>('[data-print]')) { b.hidden = false; b.onclick = () =>
    window.print(); }
}

document.documentElement.classList.add('scripted');
theme();
tips();
const main = document.getElementById('main');
if (main) {
  if (document.querySelector('header.site')) navigation();
  onPage(ready);
  onPart(part => ready(part));
  ready(main);
}
