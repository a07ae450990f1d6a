import { copyFileSync, mkdirSync } from 'node:fs';
import { defineConfig } from 'vite';

// One script and one style sheet, without hashes in their names: the program embeds them and serves them with entity
// tags.
export default defineConfig({
  build: {
    outDir: '../dist', emptyOutDir: false, target: 'es2022', assetsInlineLimit: 0, cssCodeSplit: false,
      modulePreload: false,
    rollupOptions: {
      input: 'src/main.ts',
      output: { entryFileNames: 'ikat.js', assetFileNames: asset => asset.names?.[0]?.endsWith('.css') ?
        'ikat.css' : '[name][extname]' },
    },
  },
  plugins: [{
    name: 'beside', // files that stand beside the script as they are
    closeBundle() {
      mkdirSync('../dist', { recursive: true });
      for (const file of ['ikat.svg', 'early.js']) copyFileSync(`src/${file}`, `../dist/${file}`);
    },
  }],
});
