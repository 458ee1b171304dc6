// npm's tus server on loopback. Arguments: folder of node_modules, folder of uploads, folder of receipts, port.
import { createRequire } from 'node:module';
import { createReadStream } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, uploads, receipts, port] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { Server } = await load('@tus/server');
const { FileStore } = await load('@tus/file-store');

const tus = new Server({ path: '/files', datastore: new FileStore({ directory: uploads }) });
const server = http.createServer((request, answer) => {
  const receipt = /^\/files\/receipts\/([a-z0-9A-Z_.-]+\.receipt)$/.exec(request.url);
  if (!receipt) return tus.handle(request, answer);
  createReadStream(path.join(receipts, receipt[1]))
    .on('error', () => answer.writeHead(404).end())
    .pipe(answer);
});
server.listen(Number(port), '127.0.0.1', () => console.log(server.address().port));
