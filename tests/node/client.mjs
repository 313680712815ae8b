// Ask a FHIR server as fhir-kit-client does, and print what it was told as one JSON document.
// Standard input: {base, token, search, id, unknown}, as JSON.
import { text } from 'node:stream/consumers';
import { Client } from 'fhir-kit-client';

const asked = JSON.parse(await text(process.stdin));
const client = new Client({ baseUrl: asked.base, bearerToken: asked.token });
const resourceType = 'Consent';

const refusal = async (asking) => {
  try {
    return { answered: await asking };
  } catch (error) {
    return { status: error.response?.status, outcome: error.response?.data };
  }
};

const pages = [];
let page = await client.search({ resourceType, searchParams: asked.search });
while (page) {
  pages.push(page);
  page = await client.nextPage({ bundle: page });
}
const posted = await client.search({ resourceType, searchParams: asked.search, options: { postSearch: true } });
const consent = await client.read({ resourceType, id: asked.id });
const history = await client.history({ resourceType, id: asked.id });
const versions = [];
for (const { resource } of history.entry) {
  versions.push(await client.vread({ resourceType, id: asked.id, version: resource.meta.versionId }));
}
const stranger = new Client({ baseUrl: asked.base });
console.log(
  JSON.stringify({
    capabilities: await client.capabilityStatement(),
    pages,
    posted,
    consent,
    history,
    versions,
    unknown: await refusal(client.read({ resourceType, id: asked.unknown })),
    nonsense: await refusal(client.search({ resourceType, searchParams: { status: 'nonsense' } })),
    deleted: await refusal(client.delete({ resourceType, id: asked.id })),
    stranger: await refusal(stranger.read({ resourceType, id: asked.id })),
  }),
);
