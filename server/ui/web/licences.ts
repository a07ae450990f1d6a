import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

/** The comment that stays at the head of the script: who made which of its parts, on which terms. */
export function banner(moduleFiles: string[]): string {
  const folders = new Set(moduleFiles.map(packageFolder).filter(folder => folder !== ''));
  const lines = [...folders].map(describe).sort();
  return ['/*! ikat, Apache-2.0, with parts by others; the texts of their licences are at /licences', ...lines, '*/', ''].join('\n');
}

/** The folder of the package that a file is from; '' for ikat's own. */
export function packageFolder(file: string): string {
  const at = file.lastIndexOf(`node_modules${sep}`);
  if (at < 0) return '';
  const parts = file.slice(at + 'node_modules/'.length).split(sep);
  return file.slice(0, at) + ['node_modules', ...parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1)].join(sep);
}

function describe(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const copyright = existsSync(`${folder}/LICENSE`)
    ? /^copyright.*$/im.exec(readFileSync(`${folder}/LICENSE`, 'utf8'))?.[0].trim() : undefined;
  return `${name} ${version} ${license}${copyright ? `, ${copyright}` : ''}`;
}
