// Renders what it is told, a line of JSON at a time, and answers with the CPU time this process took.
const sharp = require('sharp');
const fs = require('fs');
const readline = require('readline');

sharp.cache(false);
sharp.concurrency(1);

const inside = { fit: 'inside', withoutEnlargement: true };
const encode = (image, format) =>
  format === 'png' ? image.png({ compressionLevel: 6 }) : image.jpeg({ quality: 80 });

/** The usual way: a pipeline for each variant. */
async function pipelines(bytes, format) {
  for (const side of [1600, 256]) {
    await encode(sharp(bytes).rotate().resize(side, side, inside), format).toBuffer();
  }
}

/** Decoded once, at the size of the larger variant. */
async function once(bytes, format) {
  const { data, info } = await sharp(bytes).rotate().resize(1600, 1600, inside).raw().toBuffer({ resolveWithObject: true });
  const raw = { raw: { width: info.width, height: info.height, channels: info.channels } };
  await encode(sharp(data, raw), format).toBuffer();
  await encode(sharp(data, raw).resize(256, 256, inside), format).toBuffer();
}

const ways = { pipelines, once };

async function measured(task) {
  const files = task.files.map((file) => ({ bytes: fs.readFileSync(file.path), format: file.format }));
  const cpu = process.cpuUsage();
  const begun = process.hrtime.bigint();
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < files.length; i = next++) {
      await ways[task.way](files[i].bytes, files[i].format);
    }
  };
  await Promise.all(Array.from({ length: task.threads }, worker));
  const spent = process.cpuUsage(cpu);
  return { cpu: (spent.user + spent.system) / 1000, wall: Number(process.hrtime.bigint() - begun) / 1e6 };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const answer = await measured(JSON.parse(line));
    process.stdout.write(`${answer.cpu} ${answer.wall}\n`);
  }
}

main();
