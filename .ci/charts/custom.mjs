// Checks the chart's custom resources, rendered as YAML documents on standard input, against the types
// that their projects' Go types give (KEDA's and the Prometheus operator's, from npm), which let unknown
// fields pass: those of the upper levels are listed here. Of Strimzi's KafkaTopic there is only the list.
import {ScaledObject} from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import {ServiceMonitor} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import {loadAll} from 'js-yaml';
import {readFileSync} from 'node:fs';

const whole = (value) => Number.isInteger(value) && value > 0;
const only = (of, ...keys) => {
  const unknown = Object.keys(of).filter((key) => !keys.includes(key));
  if (unknown.length) throw new Error(`unknown: ${unknown}`);
};
const ofTrigger = {
  kafka: ['bootstrapServers', 'consumerGroup', 'topic', 'lagThreshold', 'activationLagThreshold', 'offsetResetPolicy',
    'allowIdleConsumers', 'sasl', 'tls'],
  prometheus: ['serverAddress', 'query', 'threshold'],
};
const known = {
  ScaledObject: (it) => {
    new ScaledObject(it).validate();
    only(it.spec, 'scaleTargetRef', 'minReplicaCount', 'maxReplicaCount', 'pollingInterval', 'cooldownPeriod', 'advanced', 'triggers');
    for (const trigger of it.spec.triggers) {
      only(trigger, 'type', 'metadata', 'authenticationRef');
      only(trigger.metadata, ...ofTrigger[trigger.type]);
    }
  },
  ServiceMonitor: (it) => {
    new ServiceMonitor(it).validate();
    only(it.spec, 'namespaceSelector', 'selector', 'endpoints');
    it.spec.endpoints.forEach((endpoint) => only(endpoint, 'port', 'path', 'interval', 'scrapeTimeout'));
    reached(it);
  },
  KafkaTopic: ({apiVersion, metadata, spec}) => {
    only(spec, 'topicName', 'partitions', 'replicas', 'config');
    if (apiVersion !== 'kafka.strimzi.io/v1beta2') throw new Error(`apiVersion ${apiVersion}`);
    if (!metadata.labels['strimzi.io/cluster']) throw new Error('no label strimzi.io/cluster');
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(metadata.name)) throw new Error(`name ${metadata.name}`);
    if (!whole(spec.partitions) || !whole(spec.replicas)) throw new Error('partitions or replicas');
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
