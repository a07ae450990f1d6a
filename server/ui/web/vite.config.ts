import { copyFileSync, mkdirSync } from 'node:fs';
import { defineConfig } from 'vite';
import { banner } from './licences.ts';

// One script and one style sheet, without hashes in their names: the program embeds them and serves them with entity tags.
export default defineConfig({
  build: {
    outDir: '../dist', emptyOutDir: false, target: 'es2022', assetsInlineLimit: 0, cssCodeSplit: false, modulePreload: false,
    rollupOptions: {
      input: 'src/main.ts',
      output: { entryFileNames: 'ikat.js', assetFileNames: asset => asset.names?.[0]?.endsWith('.css') ? 'ikat.css' : '[name][extname]' },
    },
  },
  plugins: [{
    name: 'licences', // after the minifier, which would take them away
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = banner(chunk.moduleIds) + chunk.code;
      }
    },
  }, {
    name: 'map', // shapes of the world's areas, by their United Nations number; fetched only where a map is drawn
    closeBundle() {
      mkdirSync('../dist', { recursive: true });
      copyFileSync('node_modules/world-atlas/countries-50m.json', '../dist/world.json');
      for (const file of ['ikat.svg', 'early.js']) copyFileSync(`src/${file}`, `../dist/${file}`);
    },
  }],
});
