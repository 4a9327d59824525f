#!/usr/bin/env node
// `npx serai`: committed (npm links no bin that is missing at install), builds the bundle when needed and hands over.
import { pathToFileURL } from 'node:url';
import { bundleServer } from '../../scripts/bundle.mjs';

try {
  await import(pathToFileURL(await bundleServer()).href);
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('serai: a package is missing (node_modules is older than the code): run `npm ci`.');
  process.exitCode = 1;
}
