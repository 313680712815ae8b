// Validate R4 resources, one a line of standard input, as JSON or XML; print one line of messages for each.
'use strict';
const readline = require('node:readline');
const { Fhir } = require('fhir');

const fhir = new Fhir();
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { text, form } = JSON.parse(line);
  const resource = form === 'xml' ? fhir.xmlToObj(text) : JSON.parse(text);
  const { valid, messages } = fhir.validate(resource, { errorOnUnexpected: true });
  console.log(JSON.stringify({ valid, messages, resource }));
});
