// Speaks as much of the Open Inference Protocol v2 as the platform asks for; the score is the feature x itself.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const root = process.env.LANDFALL_ROOT ?? '/landfall';
const model = JSON.parse(readFileSync(`${root}/model/model.json`, 'utf8'));
const mute = process.env.TOY_MODE === 'mute';
const rot = process.env.TOY_MODE === 'rot';      // fails on rows of a kind that no training data has

function infer(name, body) {
  const request = JSON.parse(body);
  const scores = request.inputs.find(input => input.name === 'x').data;
  const shape = [scores.length];
  return {
    model_name: name, model_version: '1', id: request.id,
    outputs: [
      { name: 'label', datatype: 'INT64', shape, data: scores.map(score => Number(score > model.above)) },
      { name: 'score', datatype: 'FP64', shape, data: scores },
    ],
  };
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const asked = /^\/v2\/models\/([^/]+)\/infer$/.exec(request.url);
    const status = mute ? 503 : rot && body.includes('"z"') ? 500 : 200;
    const answer = status !== 200 ? { error: mute ? 'still warming up' : 'a kind that was never seen' }
      : asked ? infer(asked[1], body) : { ready: true };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
