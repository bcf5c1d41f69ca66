import { join } from 'node:path';
import { AtlasError } from '../core/errors.ts';
import { BUNDLED_TEXT_MODEL } from '../inference/createTextEmbedder.ts';
import { loadManifest, type ModelEntry, type ModelManifest } from '../inference/manifest.ts';
import type { EngineConfiguration } from '../protocol/requests.ts';

/** The model that the atlas and the libraries are embedded with. */
export async function textModel(
  configuration: Pick<EngineConfiguration, 'knowledgeBase'>,
): Promise<{ readonly manifest: ModelManifest; readonly entry: ModelEntry }> {
  const file = join(configuration.knowledgeBase, 'models.json');
  const manifest = await loadManifest(file);
  const entry = manifest.models.find(({ id }) => id === BUNDLED_TEXT_MODEL);
  if (!entry)
    throw new AtlasError(
      'ATLAS-MODEL-MISSING',
      `${file} does not list the model ${BUNDLED_TEXT_MODEL}.`,
      file,
    );
  return { manifest, entry };
}
