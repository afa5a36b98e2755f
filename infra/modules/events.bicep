import { blobContributor } from 'types.bicep'

@description('Name of the system topic.')
param name string

@description('Region: that of the storage account.')
param location string

@description('Tags for every resource.')
param tags object

@description('Name of the storage account whose blobs are announced.')
param accountName string

@description('Containers whose new blobs are announced.')
param landingContainers string[]

@description('Container for events that could not be delivered.')
param deadLetterContainer string

@description('Name of the Ingest site.')
param ingestName string

@description('Whether to subscribe. A subscription is refused until the function it names is deployed.')
param subscribe bool

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource dead 'containers' existing = {
      name: deadLetterContainer
    }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource deadLetterRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::dead
  name: guid(account::blobs::dead.id, topic.id, blobContributor)
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributor)
  }
}

resource landed 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for container in landingContainers: if (subscribe) {
    parent: topic
    name: 'landed-${container}'
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      destination: {
        endpointType: 'AzureFunction'
        properties: {
          resourceId: resourceId('Microsoft.Web/sites/functions', ingestName, 'OnBlobCreated')
          maxEventsPerBatch: 1
          preferredBatchSizeInKilobytes: 64
        }
      }
      filter: {
        includedEventTypes: ['Microsoft.Storage.BlobCreated']
        subjectBeginsWith: '/blobServices/default/containers/${container}/'
        enableAdvancedFilteringOnArrays: true
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
      deadLetterWithResourceIdentity: {
        identity: {
          type: 'SystemAssigned'
        }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: {
            resourceId: account.id
            blobContainerName: deadLetterContainer
          }
        }
      }
    }
    dependsOn: [deadLetterRight]
  }
]
