import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Box } from '../../../../src/core/document.ts';
import type { PagePixels } from '../../../../src/content/pdf/drawPage.ts';
import type { PdfDocument } from '../../../../src/content/pdf/pdfDocument.ts';
import { PdfFolder } from './openPdf.ts';
import { line, rectangle, type PageSource } from './writePdf.ts';

const folder = new PdfFolder();
after(() => folder.remove());

const texts = (document: PdfDocument, page = 1): string[] =>
  document.withPage(page, (each) => each.text().map(({ text }) => text));

/** The part of a page that has the colour, as a box. */
function coloured({ width, height, rgba }: PagePixels, [red, green, blue]: readonly number[]): Box {
  let box = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (rgba[at] !== red || rgba[at + 1] !== green || rgba[at + 2] !== blue) continue;
      box = [Math.min(box[0]!, x), Math.min(box[1]!, y), Math.max(box[2]!, x + 1), Math.max(box[3]!, y + 1)];
    }
  }
  const scale = [1_000 / width, 1_000 / height, 1_000 / width, 1_000 / height];
  return box.map((edge, index) => edge * scale[index]!) as unknown as Box;
}

const isNear = (actual: Box, expected: Box, within: number): boolean =>
  actual.every((edge, index) => Math.abs(edge - expected[index]!) <= within);

describe('a PDF', () => {
  it('tells its title and the sizes of its pages as they are displayed', async () => {
    const pages: PageSource[] = [
      { content: '' },
      { content: '', rotate: 90 },
      { content: '', cropBox: [100, 200, 500, 700] },
      { content: '', cropBox: [100, 200, 500, 700], rotate: 270 },
    ];
    await folder.use({ title: 'Sehen & 看见', pages }, (document) =>
      assert.deepEqual(document.info(), {
        title: 'Sehen & 看见',
        pages: [
          [612, 792],
          [792, 612],
          [400, 500],
          [500, 400],
        ],
      }),
    );
    await folder.use({ pages }, (document) => assert.equal(document.info().title, null));
  });

  it('is drawn as wide as was asked for, white where nothing is, red as red', async () => {
    const content = rectangle(0, 0, 306, 396, '1 0 0') + rectangle(306, 396, 306, 396, '0 0 1');
    await folder.use({ pages: [{ content }] }, (document) => {
      const drawn = document.withPage(1, (page) => page.draw(306));
      assert.deepEqual([drawn.width, drawn.height], [306, 396]);
      assert.ok(isNear(coloured(drawn, [255, 0, 0]), [0, 500, 500, 1_000], 0.001));
      assert.ok(isNear(coloured(drawn, [0, 0, 255]), [500, 0, 1_000, 500], 0.001));
      assert.deepEqual([...drawn.rgba.subarray(0, 3)], [255, 255, 255]);
    });
  });

  it('shows its annotations', async () => {
    const square = '/Subtype /Square /Rect [0 0 306 396] /IC [0 1 0] /C [0 1 0]';
    await folder.use({ pages: [{ content: '', annotations: [square] }] }, (document) => {
      const drawn = document.withPage(1, (page) => page.draw(306));
      assert.ok(isNear(coloured(drawn, [0, 255, 0]), [0, 500, 500, 1_000], 10));
    });
  });

  it('gives its text in order, the words of a line together, columns apart', async () => {
    const rows = ['first', 'second', 'third'];
    const left = rows.map((row, index) => line(72, 700 - index * 14, `The ${row} line on the left`, 10));
    const right = rows.map((row, index) => line(320, 700 - index * 14, `the ${row} one on the right`, 10));
    await folder.use({ pages: [{ content: [...left, ...right].join('') }] }, (document) =>
      assert.deepEqual(texts(document), [
        ...rows.map((row) => `The ${row} line on the left`),
        ...rows.map((row) => `the ${row} one on the right`),
      ]),
    );
    const across = left.map((each, index) => each + right[index]!).join('');
    await folder.use({ pages: [{ content: across }] }, (document) =>
      assert.deepEqual(texts(document).slice(0, 2), [
        'The first line on the left',
        'the first one on the right',
      ]),
    );
  });

  it('takes the height of a line from most of its letters', async () => {
    const tall = (size: number): string =>
      `BT /Text 10 Tf 72 700 Td (Words and ) Tj /Text ${size} Tf (+) Tj /Text 10 Tf ( words) Tj ET`;
    const heightWith = (size: number): Promise<number> =>
      folder.use({ pages: [{ content: tall(size) }] }, (document) => {
        const [run, ...others] = document.withPage(1, (page) => page.text());
        assert.deepEqual([run?.text, others.length], ['Words and + words', 0]);
        return run!.box[3] - run!.box[1];
      });
    assert.equal(await heightWith(17), await heightWith(10));
  });

  it('keeps the words of a line that runs up the margin together', async () => {
    const upwards = `q 0 1 -1 0 40 300 cm ${line(0, 0, 'arXiv:0000.00000v1')} Q`;
    await folder.use({ pages: [{ content: upwards }] }, (document) => {
      const [run, ...others] = document.withPage(1, (page) => page.text());
      assert.equal(run?.text, 'arXiv:0000.00000v1');
      assert.deepEqual(others, []);
      const [x1, y1, x2, y2] = run.box;
      assert.ok(x2 - x1 < 40 && y2 - y1 > 100, String(run.box));
    });
  });

  for (const rotate of [0, 90, 180, 270]) {
    it(`puts text and matches where they are drawn, turned by ${rotate}° and cropped`, async () => {
      // A red bar as long and as high as the letters of the word, drawn over it.
      const content = line(200, 500, 'HHHHHH', 40) + rectangle(202, 500, 170, 28.7, '1 0 0');
      await folder.use({ pages: [{ content, rotate, cropBox: [100, 200, 500, 700] }] }, (document) => {
        const page = document.withPage(1, (each) => ({
          drawn: coloured(each.draw(800), [255, 0, 0]),
          text: each.text(),
          matches: each.find('hhhh', 10),
        }));
        assert.equal(page.text.length, 1);
        assert.ok(isNear(page.text[0]!.box, page.drawn, 35), `${page.text[0]!.box} drawn at ${page.drawn}`);
        const [[box] = []] = page.matches;
        const [x1, y1, x2, y2] = page.drawn;
        assert.ok(box && box[0] >= x1 - 6 && box[1] >= y1 - 6 && box[2] <= x2 + 6 && box[3] <= y2 + 6);
      });
    });
  }

  it('finds words in any case, over a line end too, each place once', async () => {
    const content =
      line(72, 700, 'Contrastive Learning of') + line(72, 680, 'visual models by contrastive loss');
    await folder.use({ pages: [{ content }] }, (document) => {
      const find = (words: string, limit = 100) => document.withPage(1, (page) => page.find(words, limit));
      assert.equal(find('CONTRASTIVE').length, 2);
      assert.equal(find('CONTRASTIVE', 1).length, 1);
      const [over, ...others] = find('learning of visual');
      assert.deepEqual([over?.length, others.length], [2, 0]);
      assert.deepEqual(find('nowhere'), []);
    });
  });

  it('reads what is encrypted without a password', async () => {
    const source = { title: 'Open to all', password: '', pages: [{ content: line(72, 700, 'Read me') }] };
    await folder.use(source, (document) => {
      assert.equal(document.info().title, 'Open to all');
      assert.deepEqual(texts(document), ['Read me']);
    });
  });

  it('opens 500 pages and reads the last', async () => {
    const pages = Array.from({ length: 500 }, (_, index) => ({
      content: line(72, 700, `This is page ${index + 1}`),
    }));
    await folder.use({ pages }, (document) => {
      assert.equal(document.info().pages.length, 500);
      assert.deepEqual(texts(document, 500), ['This is page 500']);
    });
  });

  it('draws pages of absurd sizes with as many pixels as a screen can use', async () => {
    const content = line(72, 700, 'Read me');
    const sizes: [number, number][] = [
      [14_400, 14_400],
      [0, 0],
      [1e9, 1],
      [1, 14_400],
      [-612, 792],
    ];
    const pages = sizes.map(([width, height]) => ({ width, height, content }));
    await folder.use({ pages }, (document) => {
      for (const [index, [width, height]] of document.info().pages.entries()) {
        assert.ok(width > 0 && height > 0 && width <= 1e6 && height <= 1e6, `page ${index + 1}`);
        const drawn = document.withPage(index + 1, (page) => page.draw(100_000));
        assert.ok(drawn.width * drawn.height <= 16e6 && Math.max(drawn.width, drawn.height) <= 8_192);
        document.withPage(index + 1, (page) => page.text());
      }
    });
  });
});
