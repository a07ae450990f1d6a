// Sends a file to the program, follows the work, and shows what was made of it or says what is wrong with it.
import { authorised, follow, Problem, reason, telling, wrong } from './jobs';
import { say } from './words';

function send(form: HTMLFormElement, tell: (s: string, done: number) => void): Promise<XMLHttpRequest> {
  const file = (form.elements.namedItem('file') as HTMLInputElement | null)?.files?.[0];
  const q = new URLSearchParams({ filename: file?.name ?? '' });
  for (const [name, v] of new FormData(form)) if (typeof v === 'string' && v) q.set(name, v);
  return new Promise((done, fail) => {
    const r = new XMLHttpRequest();
    r.open('POST', `${form.getAttribute('action')}?${q}`);
    r.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(authorised())) r.setRequestHeader(name, value);
    r.upload.onprogress = e => tell(say('sending'), e.lengthComputable ? e.loaded / e.total : -1);
    r.onload = () => done(r);
    r.onerror = () => fail(new Error(say('failed')));
    r.send(file ?? null);
  });
}

async function add(form: HTMLFormElement): Promise<void> {
  const status = form.querySelector<HTMLElement>('.status');
  if (!status) return;
  try {
    const sent = await send(form, telling(status));
    if (sent.status !== 202) {
      wrong(status, reason(JSON.parse(sent.responseText || '{}') as Problem) || say('failed'));
      return;
    }
    await follow(status, sent.getResponseHeader('Location') ?? '', form.dataset.view ?? '');
  } catch (e) { wrong(status, (e as Error).message); }
}

// filling lets a text be taken from a file of the reader's, which is read here and sent as the text that it is.
function filling(below: ParentNode): void {
  for (const area of below.querySelectorAll<HTMLTextAreaElement>('.control.area textarea')) {
    if (area.dataset.fills) continue;
    area.dataset.fills = 'yes';
    const label = document.createElement('label'), file = document.createElement('input');
    label.className = 'fill';
    label.textContent = `${say('from-file')} `;
    file.type = 'file';
    file.addEventListener('change', async () => {
      const one = file.files?.[0];
      if (!one) return;
      area.value = await one.text();
      area.form?.requestSubmit();
    });
    label.append(file);
    area.after(label);
  }
}

// sendOne sends the file of a form and goes where that leads; what cannot be sent so goes as the form itself would.
async function sendOne(form: HTMLFormElement): Promise<void> {
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    if (!answer.redirected) { form.submit(); return; }
    const to = document.createElement('a');
    to.href = answer.url;
    document.getElementById('main')?.append(to);
    to.click();
  } catch { form.submit(); }
}

// sending sends a file to ask with as soon as it is chosen.
function sending(below: ParentNode): void {
  for (const file of below.querySelectorAll<HTMLInputElement>('.sending input[type="file"]')) {
    file.onchange = () => { if (file.files?.length && file.form) void sendOne(file.form); };
  }
}

export function uploads(below: ParentNode): void {
  filling(below);
  sending(below);
  for (const form of below.querySelectorAll<HTMLFormElement>('form.upload')) {
    form.onsubmit = e => { e.preventDefault(); void add(form); };
  }
}
