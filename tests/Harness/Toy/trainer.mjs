// A trainer that learns nothing and takes no time: what is tested is everything around it.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const root = process.env.LANDFALL_ROOT ?? '/landfall';
const spec = JSON.parse(readFileSync(`${root}/in/spec.json`, 'utf8'));
const rows = spec.files.map(file => readFileSync(`${root}/in/${file}`, 'utf8').trim().split('\n').length - 1);

function progress(percent, text) {
  mkdirSync(`${root}/out`, { recursive: true });
  writeFileSync(`${root}/out/progress.next`, `${percent} ${text}\n`);
  renameSync(`${root}/out/progress.next`, `${root}/out/progress`);
  console.log(`${percent} % ${text}`);
}

// One line per start, so that a test can tell how often training was begun.
appendFileSync(`${process.env.TOY_FOLDER}/${spec.pipeline}.trained`, `${process.pid}\n`);
progress(10, 'waiting until nobody holds it');
while (existsSync(`${process.env.TOY_FOLDER}/${spec.pipeline}.hold`)) await pause(50);

switch (process.env.TOY_MODE) {
  case 'exit':
    console.error('toy trainer: the learning rate is a vegetable');
    process.exit(3);
  case 'empty':
    progress(100, 'done, and kept nothing');
    process.exit(0);
  case 'garbage':
    mkdirSync(`${root}/out/model`, { recursive: true });
    writeFileSync(`${root}/out/model/model.json`, 'not a model at all');
    progress(100, 'done, and kept garbage');
    break;
  default:
    mkdirSync(`${root}/out/model`, { recursive: true });
    writeFileSync(`${root}/out/model/model.json`, JSON.stringify({ run: spec.run, rows, above: 0.5 }));
    progress(100, 'done');
}
