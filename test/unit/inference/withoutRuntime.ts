import { registerHooks } from 'node:module';

// The inference thread on a machine where the native runtime cannot be loaded.

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'onnxruntime-node')
      throw new Error('libonnxruntime.so.1: cannot open shared object file');
    return next(specifier, context);
  },
});

await import('../../../src/inference/worker.ts');
