/** The path of a tensor in a state dict or a config: `vision_model.encoder.layers.0.self_attn.q_proj.weight`. */
export interface TensorName {
  /** UTF-16 offsets in the line. */
  readonly start: number;
  readonly end: number;
  readonly parts: readonly TensorPart[];
}

export interface TensorPart {
  readonly text: string;
  readonly start: number;
  /** The concept that modules of this name are by convention; null: the part alone says nothing; undefined: not known here. */
  readonly concept: string | null | undefined;
}

const PATH = /(?<![\w./-])[A-Za-z_]\w*(?:\.\w+){2,}(?![\w/-])/g;
/** What a tensor is called at the end of its path; a layer's number inside tells it as well. */
const ENDS =
  /\.(?:weight|bias|weights|biases|running_mean|running_var|in_proj_weight|in_proj_bias|gamma|beta)$/;
const NUMBERED = /\.\d+(?:\.|$)/;

const rows: readonly (readonly [concept: string, modules: string])[] = [
  [
    'visual-encoder',
    'vision_model visual vision_tower visual_encoder vision_encoder image_encoder visual_model',
  ],
  ['language-encoder', 'text_model text_encoder'],
  ['self-attention', 'self_attn self_attention selfattention attn attn1'],
  [
    'cross-attention',
    'cross_attn crossattention cross_attention encoder_attn encoder_decoder_attention attn2',
  ],
  ['patch-embedding', 'patch_embed patch_embedding patch_embeddings patch_embedder'],
  [
    'position-embedding',
    'pos_embed pos_embedding position_embedding position_embeddings positional_embedding wpe',
  ],
  ['class-token', 'cls_token class_embedding class_token'],
  ['projector', 'mm_projector multi_modal_projector merger connector'],
  ['qformer', 'qformer q_former Qformer'],
  ['rope', 'rotary_emb rotary_embed rotary_pos_emb'],
  ['timestep-embedding', 'time_embed time_embedding'],
  ['sd-unet', 'down_blocks up_blocks mid_block input_blocks middle_block output_blocks'],
  ['resblock', 'resnets'],
  ['fine-tuning', 'lora_A lora_B lora_down lora_up'],
];
const CONVENTION: ReadonlyMap<string, string> = new Map(
  rows.flatMap(([concept, modules]) => modules.split(' ').map((module) => [module, concept])),
);
/** What stands inside attention, and belongs to the kind of attention whose part comes before it. */
const INSIDE_ATTENTION = new Set(
  'q_proj k_proj v_proj o_proj out_proj qkv query key value to_q to_k to_v to_out in_proj_weight in_proj_bias'.split(
    ' ',
  ),
);
/** Names of layers that many modules have. */
const SAYS_NOTHING = new Set(
  'linear_1 linear_2 conv1 conv2 weight bias factor generator height width'.split(' '),
);
const ATTENTION = new Set(['self-attention', 'cross-attention']);

function partsOf(path: string, start: number): TensorPart[] {
  let at = start;
  let attention: string | null = null;
  return path.split('.').map((text) => {
    const known: string | undefined = CONVENTION.get(text);
    if (known !== undefined && ATTENTION.has(known)) attention = known;
    const silent = SAYS_NOTHING.has(text) || /^\d/.test(text);
    const concept = INSIDE_ATTENTION.has(text) ? attention : silent ? null : known;
    const part = { text, start: at, concept };
    at += text.length + 1;
    return part;
  });
}

/** The tensor names of a line. Three parts at least, with a layer's number or a parameter's name among them. */
export function tensorNamesIn(line: string): TensorName[] {
  if (!line.includes('.')) return [];
  return [...line.matchAll(PATH)]
    .filter(([path]) => ENDS.test(path) || NUMBERED.test(path))
    .map(({ 0: path, index }) => ({ start: index, end: index + path.length, parts: partsOf(path, index) }));
}
