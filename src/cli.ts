// The terminal door. Nothing but the version is looked at here: what is imported below needs a Node with SQLite.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 13)) {
  const { runTerminal } = await import('./cli/runTerminal.ts');
  await runTerminal();
} else {
  console.error(
    `VLM Atlas needs Node 22.13 or later, this is ${process.version}. Install a newer Node; in a checkout, ` +
      '"npm run -s atlas -- …" brings one.',
  );
  process.exitCode = 1;
}
