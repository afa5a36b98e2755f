targetScope = 'subscription'

import { apps } from 'modules/apps.bicep'
import { secretName, secretSettings } from 'modules/types.bicep'

@description('Short name of this installation, part of every name: 2 to 8 lower case letters and digits.')
@minLength(2)
@maxLength(8)
param name string

@description('Region. It must offer Flex Consumption and the Durable Task Scheduler.')
param location string

@description('Name of the Environment document that this installation serves.')
param environment string

@description('Name of the DeliveryPolicy document that applies here.')
param policy string

@description('Image of the agent that stands in every pod, by digest: name@sha256:…')
param agentImage string

@description('Where people are asked: an https address that takes JSON and sends the mail. It holds no secret; see secrets.')
param notificationWebhook string

@description('Client id of the application by which people sign in to Console and Approve. Empty: who holds the function key is trusted.')
param signInClientId string = ''

@description('The secrets that people have put into the vault. None the first time, for there is no vault yet.')
param secrets secretName[] = []

@description('Containers in which others land data.')
@minLength(1)
param landingContainers string[]

@description('Whether to subscribe Ingest to new blobs. false the first time, true once its code is deployed.')
param subscribe bool = false

@description('Resource id of the cluster to use. Empty: none, unless createCluster asks for a new one.')
param clusterId string = ''

@description('Whether to make a cluster.')
param createCluster bool = false

@description('Whether to make a registry for the images of agent, trainers and servers, from which the cluster may pull.')
param createRegistry bool = false

@description('Resource id of an Azure Machine Learning workspace in which registered versions are shown too. Empty: none.')
param machineLearningWorkspaceId string = ''

@description('Size of the machines of a new cluster.')
param clusterVmSize string = 'Standard_D4ads_v5'

@description('Replication of the data.')
param storageSku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS' = 'Standard_ZRS'

@description('Days after which training parts, holdouts, labels and pushed outputs are deleted.')
@minValue(30)
param workingDays int = 180

@description('Days for which a deleted or overwritten blob can be had back.')
param softDeleteDays int = 30

@description('How the Durable Task Scheduler is paid.')
param schedulerSku 'Consumption' | 'Dedicated' = 'Consumption'

@description('Address ranges that may reach the scheduler. Calls carry an identity in any case.')
param schedulerIpAllowlist string[] = ['0.0.0.0/0']

@description('Most instances of one app at a time.')
param maximumInstances int = 40

@description('Days for which logs are kept.')
param logDays int = 90

@description('Monthly budget of the resource group; null for none.')
param budget { amount: int, startDate: string, contactEmails: string[] }?

@description('Tags for every resource.')
param tags object = {}

var hub = 'landfall'
var unique = take(uniqueString(subscription().id, name), 6)
var suffix = 'landfall-${name}'
// Known before anything is made, so that the snapshot shows which container each right is for.
var accountName = 'lf${name}${unique}'
var allTags = union(tags, { product: 'landfall', installation: name })
var clusterParts = split(empty(clusterId) ? '////////' : clusterId, '/')
var usesCluster = createCluster || !empty(clusterId)
var clusterApps = filter(range(0, length(apps)), i => apps[i].cluster)
var keyApps = filter(range(0, length(apps)), i => apps[i].?key != null)
var secretApps = filter(range(0, length(apps)), i => contains(secrets, apps[i].?secret ?? ''))
var verifiers = filter(range(0, length(apps)), i => apps[i].verifies)
var vaultName = 'kv-lf-${name}-${unique}'
var newClusterId = resourceId(
  subscription().subscriptionId,
  'rg-${suffix}',
  'Microsoft.ContainerService/managedClusters',
  'aks-${suffix}'
)
var workspaceParts = split(empty(machineLearningWorkspaceId) ? '////////' : machineLearningWorkspaceId, '/')
var register = indexOf(map(apps, app => app.name), 'Register')
var ingest = indexOf(map(apps, app => app.name), 'Ingest')

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${suffix}'
  location: location
  tags: allTags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: suffix
    location: location
    tags: allTags
    retentionDays: logDays
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: accountName
    location: location
    tags: allTags
    sku: storageSku
    landingContainers: landingContainers
    workingDays: workingDays
    softDeleteDays: softDeleteDays
    workspaceId: monitoring.outputs.workspaceId
  }
}

module identities 'modules/identity.bicep' = [
  for app in apps: {
    scope: group
    name: 'identity-${toLower(app.name)}'
    params: {
      name: 'id-${suffix}-${toLower(app.name)}'
      location: location
      tags: allTags
    }
  }
]

module dataRights 'modules/dataRights.bicep' = [
  for (app, i) in apps: {
    scope: group
    name: 'data-rights-${toLower(app.name)}'
    params: {
      accountName: accountName
      principalId: identities[i].outputs.principalId
      containers: app.containers
      landingContainers: app.landing ? landingContainers : []
      links: app.links
    }
    dependsOn: [storage]
  }
]

module scheduler 'modules/scheduler.bicep' = {
  scope: group
  params: {
    name: 'dts-${suffix}-${unique}'
    location: location
    tags: allTags
    sku: schedulerSku
    hub: hub
    ipAllowlist: schedulerIpAllowlist
    principalIds: [for (app, i) in apps: identities[i].outputs.principalId]
  }
}

module keys 'modules/keys.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    keys: [
      for i in keyApps: {
        purpose: apps[i].key!
        principalId: identities[i].outputs.principalId
      }
    ]
    verifiers: [for i in verifiers: identities[i].outputs.principalId]
    secrets: [
      for i in secretApps: {
        name: apps[i].secret!
        principalId: identities[i].outputs.principalId
      }
    ]
  }
}

module functionApps 'modules/functionApp.bicep' = [
  for (app, i) in apps: {
    scope: group
    name: 'app-${toLower(app.name)}'
    params: {
      app: app
      name: 'func-${suffix}-${toLower(app.name)}-${unique}'
      hostAccountName: take('lfh${take(toLower(app.name), 6)}${unique}${name}', 24)
      location: location
      tags: allTags
      identityId: identities[i].outputs.id
      principalId: identities[i].outputs.principalId
      clientId: identities[i].outputs.clientId
      maximumInstances: maximumInstances
      insightsName: monitoring.outputs.insightsName
      schedulerEndpoint: scheduler.outputs.endpoint
      signInClientId: signInClientId
      sharedSettings: union(
        {
          TASKHUB_NAME: hub
          StorageAccess: storage.outputs.blobEndpoint
        },
        app.name == 'Ingest' ? { Ingest__Environment: environment, Ingest__Policy: policy } : {},
        app.name == 'Approve' ? { Notifications__Webhook: notificationWebhook } : {},
        app.cluster ? { '${app.name}__AgentImage': agentImage } : {},
        app.cluster && usesCluster ? { Kubernetes__ClusterId: createCluster ? newClusterId : clusterId } : {},
        app.verifies ? { '${app.name}__TrustedKeysVault': keys.outputs.uri } : {},
        app.?key == null ? {} : { Signing__KeyVault: keys.outputs.uri },
        contains(secrets, app.?secret ?? '')
          ? {
              '${secretSettings[app.secret!]}': '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=landfall-${app.secret!})'
            }
          : {}
      )
    }
  }
]

module events 'modules/events.bicep' = {
  scope: group
  params: {
    name: 'evgt-${suffix}'
    location: location
    tags: allTags
    accountName: accountName
    landingContainers: landingContainers
    deadLetterContainer: storage.outputs.deadLetterContainer
    ingestName: functionApps[ingest].outputs.name
    subscribe: subscribe
  }
}

module cluster 'modules/cluster.bicep' = if (createCluster) {
  scope: group
  params: {
    name: 'aks-${suffix}'
    location: location
    tags: allTags
    vmSize: clusterVmSize
    nodes: { min: 1, max: 6 }
    workspaceId: monitoring.outputs.workspaceId
  }
}

module clusterRights 'modules/clusterRights.bicep' = if (usesCluster) {
  scope: resourceGroup(
    createCluster ? subscription().subscriptionId : clusterParts[2],
    createCluster ? group.name : clusterParts[4]
  )
  params: {
    clusterName: createCluster ? 'aks-${suffix}' : clusterParts[8]
    principalIds: [for i in clusterApps: identities[i].outputs.principalId]
  }
  dependsOn: [cluster]
}

module registry 'modules/registry.bicep' = if (createRegistry) {
  scope: group
  params: {
    name: 'lf${name}${unique}'
    location: location
    tags: allTags
    pullers: usesCluster ? [clusterRights!.outputs.nodesPrincipalId] : []
  }
}

module machineLearning 'modules/machineLearning.bicep' = if (!empty(machineLearningWorkspaceId)) {
  scope: resourceGroup(workspaceParts[2], workspaceParts[4])
  params: {
    workspaceName: workspaceParts[8]
    principalId: identities[register].outputs.principalId
  }
}

module spending 'modules/budget.bicep' = if (budget != null) {
  scope: group
  params: {
    name: 'budget-${suffix}'
    amount: budget!.amount
    startDate: budget!.startDate
    contactEmails: budget!.contactEmails
  }
}

@description('Resource group of this installation.')
output resourceGroup string = group.name

@description('Every app and the site its package goes to.')
output sites object[] = [
  for (app, i) in apps: {
    app: app.name
    site: functionApps[i].outputs.name
    principalId: identities[i].outputs.principalId
  }
]

@description('Where Prometheus metrics are asked for.')
output metricsEndpoint string = monitoring.outputs.metricsEndpoint

@description('Where images are pushed to and pulled from; empty where another registry is used.')
output registryHost string = createRegistry ? registry!.outputs.host : ''

@description('The vault with the signing keys, into which people put the secrets.')
output vault string = vaultName
