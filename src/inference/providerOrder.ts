import { existsSync, readdirSync } from 'node:fs';

export const PROVIDERS = ['cuda', 'directml', 'coreml', 'webgpu', 'cpu'] as const;
export type Provider = (typeof PROVIDERS)[number];
export type ProviderSetting = Provider | 'auto';

/** What the runtime's npm package carries, by platform: a provider outside the list runs silently on the CPU. */
const CARRIED: Readonly<Record<string, readonly Provider[]>> = {
  'linux-x64': ['cuda', 'webgpu', 'cpu'],
  'linux-arm64': ['cpu'],
  'win32-x64': ['directml', 'webgpu', 'cpu'],
  'win32-arm64': ['directml', 'webgpu', 'cpu'],
  'darwin-arm64': ['coreml', 'webgpu', 'cpu'],
};

/** A provider that is not to be tried, and why, in words for the reader. */
export interface SkippedProvider {
  readonly provider: Provider;
  readonly reason: string;
}

export interface ProviderPlan {
  /** In the order to try; the CPU is always the last. */
  readonly order: readonly Provider[];
  readonly skipped: readonly SkippedProvider[];
}

export interface Machine {
  /** `process.platform` and `process.arch`, joined by a dash. */
  readonly platform: string;
  /** Whether CUDA's part of the runtime lies beside it. */
  readonly hasCudaLibrary: boolean;
  readonly hasGpuDevice: boolean;
}

/**
 * On Linux, whether a device node of a GPU is there. Without one a Vulkan driver in software answers, many times
 * slower than the CPU; other systems keep such drivers from being picked.
 */
export function hasGpuDevice(): boolean {
  if (process.platform !== 'linux') return true;
  if (existsSync('/dev/nvidia0') || existsSync('/dev/dxg')) return true;
  try {
    return readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  } catch {
    return false;
  }
}

/**
 * Which providers to try. A provider asked for by name that cannot work here is in `skipped`; so is one that `skip`
 * names (known to fail, with the reason). What `auto` leaves out because the machine has nothing for it is not.
 */
export function planProviders(
  setting: ProviderSetting,
  machine: Machine,
  skip: readonly SkippedProvider[] = [],
): ProviderPlan {
  const carried = CARRIED[machine.platform] ?? ['cpu'];
  const skipped: SkippedProvider[] = [];
  const order: Provider[] = [];
  for (const provider of setting === 'auto' ? carried : [setting]) {
    if (provider === 'cpu') continue;
    const unfit = reasonAgainst(provider, setting, carried, machine);
    const known = skip.find((entry) => entry.provider === provider);
    if (unfit !== null) skipped.push(...(setting === 'auto' ? [] : [{ provider, reason: unfit }]));
    else if (known) skipped.push(known);
    else order.push(provider);
  }
  return { order: [...order, 'cpu'], skipped };
}

function reasonAgainst(
  provider: Provider,
  setting: ProviderSetting,
  carried: readonly Provider[],
  machine: Machine,
): string | null {
  if (!carried.includes(provider)) return `the runtime has no ${provider} on ${machine.platform}`;
  if (provider === 'cuda' && !machine.hasCudaLibrary) return "CUDA's part of the runtime is not installed";
  return setting === 'auto' && !machine.hasGpuDevice ? 'there is no GPU on this machine' : null;
}
