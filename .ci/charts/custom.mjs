// Checks the chart's custom resources, rendered as YAML documents on standard input, against the definitions
// (CRDs) that are named on the command line, as strictly as kubectl does: a field that they do not have is an
// error. What a definition leaves open, the keys of KEDA's triggers, is listed here.
import Ajv from 'ajv';
import {load, loadAll} from 'js-yaml';
import {readFileSync} from 'node:fs';

const only = (of, ...keys) => {
  const unknown = Object.keys(of).filter((key) => !keys.includes(key));
  if (unknown.length) throw new Error(`unknown: ${unknown}`);
};

// The schema of a definition with no fields but those that it names.
const strict = (schema) => {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!schema || typeof schema !== 'object') return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const open = schema.additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'];
  if (schema.type === 'object' && schema.properties && !open) copy.additionalProperties = false;
  return copy;
};
const defined = new Map();
for (const file of process.argv.slice(2)) {
  const {spec} = load(readFileSync(file, 'utf8'));
  for (const version of spec.versions) {
    const schema = strict(version.schema.openAPIV3Schema);
    schema.properties.metadata = {type: 'object'};
    defined.set(`${spec.group}/${version.name} ${spec.names.kind}`, new Ajv({strict: false, validateFormats: false}).compile(schema));
  }
}
const asDefined = (it) => {
  const validate = defined.get(`${it.apiVersion} ${it.kind}`);
  if (!validate) throw new Error(`no definition of ${it.apiVersion} ${it.kind}`);
  if (!validate(it)) {
    throw new Error(validate.errors.map((e) => `${e.instancePath} ${e.message} ${e.params.additionalProperty ?? ''}`).join('; '));
  }
};

const ofTrigger = {
  kafka: ['bootstrapServers', 'consumerGroup', 'topic', 'lagThreshold', 'activationLagThreshold', 'offsetResetPolicy',
    'allowIdleConsumers', 'sasl', 'tls'],
  prometheus: ['serverAddress', 'query', 'threshold'],
};
const known = {
  ScaledObject: (it) => {
    asDefined(it);
    it.spec.triggers.forEach((trigger) => only(trigger.metadata, ...ofTrigger[trigger.type]));
  },
  ServiceMonitor: (it) => {
    asDefined(it);
    reached(it);
  },
  KafkaTopic: (it) => {
    asDefined(it);
    if (!it.metadata.labels['strimzi.io/cluster']) throw new Error('no label strimzi.io/cluster');
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(it.metadata.name)) throw new Error(`name ${it.metadata.name}`);
  },
};

const documents = loadAll(readFileSync(0, 'utf8')).filter((it) => it);
const matches = (labels, wanted) => Object.entries(wanted).every(([key, value]) => labels[key] === value);

// What Prometheus comes to see: the pods of every deployment, by a service that the monitor selects.
const reached = ({spec}) => {
  const services = documents.filter((it) => it.kind === 'Service' && matches(it.metadata.labels, spec.selector.matchLabels));
  for (const {metadata, spec: {template}} of documents.filter((it) => it.kind === 'Deployment')) {
    const found = services.filter((service) => matches(template.metadata.labels, service.spec.selector));
    if (found.length !== 1) throw new Error(`${found.length} services for ${metadata.name}, expected 1`);
    const port = found[0].spec.ports.find(({name}) => name === spec.endpoints[0].port);
    const open = template.spec.containers[0].ports;
    if (!open.some(({name, containerPort}) => name === port?.targetPort && containerPort === port.port)) {
      throw new Error(`the port of ${metadata.name} is not the one that is scraped`);
    }
  }
};

let failed = 0;
let checked = 0;
for (const it of documents) {
  const check = known[it.kind];
  if (!check) continue;
  try {
    check(it);
    checked++;
  } catch (error) {
    failed++;
    console.error(`${it.kind} ${it.metadata.name}: ${error.message}`);
  }
}
console.log(`custom resources: ${checked} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
