// Fills in XForms with an engine that is not ours and says which questions apply.
//
// Standard input: [{xml, cases: [{node name: text}]}]. Standard output: the same lists with
// {relevant: [node name], values: {node name: text}} for each case.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';

// The engine is written for browsers: it finds these in the global scope.
const { window } = new JSDOM('<!doctype html>');
const BROWSER = ['window', 'document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'Attr',
  'Text', 'Comment', 'CDATASection', 'ProcessingInstruction', 'NodeFilter', 'XPathResult', 'XMLDocument'];
for (const name of BROWSER) globalThis[name] ??= window[name];
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = dirname(fileURLToPath(import.meta.url));

const { loadForm } = await import('@getodk/xforms-engine');

function leaves(node) {
  const children = node.currentState.children;
  return children === null ? [node] : children.flatMap(leaves);
}

function every(node) {
  return [node, ...(node.currentState.children ?? []).flatMap(every)];
}

const nameOf = (node) => node.currentState.reference.split('/').pop();

function fill(node, text) {
  if (node.nodeType === 'select') node.selectValues(text === '' ? [] : text.split(' '));
  else node.setValue(node.valueType === 'decimal' && text !== '' ? Number(text)
    : node.valueType === 'int' && text !== '' ? BigInt(text) : text);
}

function outcome(root) {
  const relevant = every(root).filter((node) => node.currentState.relevant).map(nameOf);
  const values = {};
  for (const node of leaves(root)) values[nameOf(node)] = node.currentState.instanceValue;
  return { relevant, values };
}

// One filled-in form serves for every case, as a person changes answers back and forth.
async function run({ xml, cases }) {
  const form = await loadForm(xml);
  if (form.status === 'failure') throw form.error;
  const { root } = form.createInstance();
  const nodes = new Map(leaves(root).map((node) => [nameOf(node), node]));
  const entered = new Map();
  const enter = (name, text) => {
    if (!nodes.has(name)) throw new Error(`the form has no ${name}`);
    if (entered.get(name) !== text) fill(nodes.get(name), text);
    entered.set(name, text);
  };
  return cases.map((answers) => {
    for (const name of entered.keys()) if (!(name in answers)) enter(name, '');
    for (const [name, text] of Object.entries(answers)) enter(name, text);
    return outcome(root);
  });
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const results = [];
for (const form of JSON.parse(Buffer.concat(chunks).toString('utf8'))) results.push(await run(form));
process.stdout.write(JSON.stringify(results));
