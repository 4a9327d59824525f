#!/usr/bin/env node
// `npx serai`: committed (npm links no bin that is missing at install), builds the bundle when needed and hands over.
import { pathToFileURL } from 'node:url';
import { bundleServer } from '../../scripts/bundle.mjs';

await import(pathToFileURL(await bundleServer()).href);
