// Has tables and data downloaded from their publishers: a button a source, progress, and what was begun and not ended.
import { authorised, follow, Problem, reason, wrong } from './jobs';
import { say } from './words';

interface Offer { name: string; begun?: number; job?: string }

const jobs = '/api/v1/jobs/';

async function get(form: HTMLFormElement, status: HTMLElement): Promise<void> {
  const q = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const go = form.querySelector('button');
  if (go) go.disabled = true;
  try {
    const answer = await fetch(`${form.getAttribute('action')}?${q}`, { method: 'POST', headers: authorised() });
    if (answer.status !== 202) { wrong(status, reason(await answer.json() as Problem)); return; }
    await follow(status, answer.headers.get('Location') ?? '', form.dataset.view ?? '');
  } catch { wrong(status, say('failed')); } finally { if (go) go.disabled = false; }
  await resume();
}

// resume shows what is being downloaded already, also for another reader, and how much of what was broken off is here.
async function resume(): Promise<void> {
  const offers = await (await fetch('/api/v1/sources')).json() as Offer[];
  for (const o of offers) {
    const form = document.querySelector<HTMLFormElement>(`form.getting[data-source="${o.name}"]`);
    const status = form?.querySelector<HTMLElement>('.status');
    if (!form || !status) continue;
    if (o.job && !status.childElementCount) void follow(status, jobs + o.job, form.dataset.view ?? '').then(resume);
    else if (o.begun && !o.job) begun(status, o.begun);
  }
}

function begun(status: HTMLElement, bytes: number): void {
  const said = status.querySelector('.begun') ?? document.createElement('span');
  said.className = 'begun';
  said.textContent = `${say('begun')} ${(bytes / 1e6).toFixed(1)} MB`;
  status.append(said);
}

export function getting(below: ParentNode): void {
  const forms = below.querySelectorAll<HTMLFormElement>('form.getting');
  for (const form of forms) {
    const go = form.querySelector('button'), status = form.querySelector<HTMLElement>('.status');
    if (!go || !status) continue;
    go.hidden = false;
    form.addEventListener('submit', e => { e.preventDefault(); void get(form, status); });
  }
  if (forms.length > 0) void resume().catch(() => undefined);
}
