import type { ContentProblem } from '../../src/core/concept.ts';
import { blank } from './blank.ts';
import { lineAt } from '../../src/core/lineAt.ts';

/** What `kb/corrections.md` puts right, as it would be stated wrongly again. */
const WRONG: readonly (readonly [correction: string, statement: RegExp])[] = [
  ['A1', /Qwen2-VL[^.。\n]{0,60}(?:uses|with|has|采用|使用|用了)[^.。\n]{0,30}(?:bigG|256 (?:learnable )?quer)/i],
  ['A5', /two special tokens \(and\)|两个特殊标记（?\(?和/],
  ['A6', /<im_(?:start|end)>/],
  ['A7', /LLaMA-?Factory[^.。\n]{0,40}(?:supports|支持)[^.。\n]{0,20}Qwen-VL(?!\w)/i],
  ['A8', /(?:YOLO|RetinaNet)\b[^.。\n]{0,40}(?:is|are|是)[^.。\n]{0,20}(?:two-stage|两阶段)/i],
  ['A9', /YOLO(?:v1)?(?!v\d)[^.。\n]{0,30}(?:is anchor-based|是基于锚)/i],
  ['A11', /question decoder|问题解码器/i],
  ['A12', /(?:MCAoAN|fusion|融合)[^.。\n]{0,20}(?<![A-Za-z])DETR/],
  ['A15', /latent diffusion[^.。\n]{0,40}(?:original|former) name|隐空间扩散[^.。\n]{0,20}原来的名字/i],
  ['A16', /Stable Diffusion(?: 1\.\w| v1)?[^.。\n]{0,30}(?:trained on|训练于|在)[^.。\n]{0,12}LAION-5B(?![^.。\n]*(?:subset|子集))/i],
  ['A18', /SDXL[^.。\n]{0,60}RLHF/i],
  ['A19', /(?:scheduler|调度器)[^.。\n]{0,40}(?:strength of the (?:predicted )?noise|噪声的强度)/i],
  ['A22', /evidence low bound|evidence is x\b|evidence 就是 ?x/i],
  ['A24', /CLIP[^.。\n]{0,40}\[ ?1, ?512\]/],
  ['A25', /CLIP[^.。\n]{0,30}(?:was trained on|训练数据(?:是|包括|有))[^.。\n]{0,40}(?:COCO|YFCC|Visual Genome)/i],
  ['A26', /(?:temperature|温度)[^.。\n]{0,30}(?:is a hyper-?parameter|是超参)/i],
  ['A27', /Detic[^.。\n]{0,60}(?<!\d)2,?000(?!\d)[^.。\n]{0,12}(?:class|categor|类)/i],
  ['A28', /VideoCLIP[^.。\n]{0,40}(?:CLIP weights|applies CLIP|把 ?CLIP)/i],
  ['A30', /ViT[^.。\n]{0,60}inception/i],
  ['A31', /(?:more|larger|大于|超过)[^.。\n]{0,20}21k(?![^.。\n]*(?:class|类))/i],
  ['A32', /DeepSeek-VL[^.。\n]{0,60}(?<![A-Za-z])CLIP[^.。\n]{0,20}SAM/],
  ['A33', /20 ?(?:-|–|to|到|～|~) ?50 ?(?:points|个点|个百分点)/],
  ['A35', /Text2Place[^.。\n]{0,60}(?:any|任何)[^.。\n]{0,20}(?:object|物体)/i],
  ['A36', /MobileVLM[^.。\n]{0,50}(?:is|uses|是|用)[^.。\n]{0,10}(?:a )?(?:plain|simple|普通的?|简单的?) ?(?:MLP|多层感知机)/i],
  ['A37', /Virtual Layer Manager/i],
];

/** A sentence, or the one beside it, that says the statement is wrong. */
const DENIED =
  /\bnot\b|n't\b|\bno\b|\bnever\b|\bnone\b|wrong|mistak|misread|error|confus|rather than|instead|unconfirmed|belongs?\b|often read|some notes|误|错|不|没|并非|而非|未证实|混/i;

/** Statements that the corrections name, made again without saying that they are wrong. */
export function wrongStatements(
  texts: readonly { readonly path: string; readonly source: string }[],
): ContentProblem[] {
  return texts.flatMap(({ path, source: whole }) => {
    // Readers ask their questions, in the front matter, as they like.
    const source = whole.replace(/^---\n[\s\S]*?\n---\n/, blank);
    return WRONG.flatMap(([correction, statement]) => {
      const match = statement.exec(source);
      if (!match) return [];
      const from = source.lastIndexOf('\n', match.index) + 1;
      const to = source.indexOf('\n', match.index);
      if (DENIED.test(source.slice(from, to < 0 ? source.length : to))) return [];
      const line = lineAt(source, match.index);
      const message = `“${match[0]}” is what correction ${correction} puts right.`;
      return [{ file: path, line, message }];
    });
  });
}
