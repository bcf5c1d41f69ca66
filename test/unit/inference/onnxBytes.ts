// Enough of protobuf to write ONNX files that no exporter would: parts as [field number, content].

export type Part = readonly [field: number, content: number | string | Buffer | readonly Part[]];

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

export function message(parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.map(([field, content]) => {
      if (typeof content === 'number') return Buffer.concat([varint(field * 8), varint(content)]);
      const bytes =
        typeof content === 'string'
          ? Buffer.from(content)
          : Buffer.isBuffer(content)
            ? content
            : message(content as readonly Part[]);
      return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
    }),
  );
}

/** TensorProto: one float, its data inside. */
export const INNER_TENSOR: readonly Part[] = [
  [1, 1],
  [2, 1],
  [8, 'weight'],
  [9, Buffer.alloc(4)],
];
/** TensorProto: its data in ../weights.bin. */
export const OUTER_TENSOR: readonly Part[] = [
  [1, 1],
  [2, 1],
  [8, 'weight'],
  [
    13,
    [
      [1, 'location'],
      [2, '../weights.bin'],
    ],
  ],
  [14, 1],
];

/** ModelProto with the given parts of its graph. */
export const model = (graph: readonly Part[]): Buffer =>
  message([
    [1, 9],
    [7, graph],
    [
      8,
      [
        [1, ''],
        [2, 17],
      ],
    ],
  ]);
