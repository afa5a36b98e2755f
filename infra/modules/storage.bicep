@description('Name of the storage account that holds all data; 3 to 24 lower case letters and digits.')
param name string

@description('Region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Replication.')
param sku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'

@description('Containers in which others land data. They are made here, and nothing in them is ever deleted by Landfall.')
param landingContainers string[]

@description('Days after which training parts, holdouts, labels and pushed outputs are deleted. Reports and records stay.')
@minValue(30)
param workingDays int

@description('Days for which a deleted or overwritten blob can be had back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int

@description('Log Analytics workspace that receives who read and wrote what.')
param workspaceId string

var own = [
  'landfall-documents'
  'landfall-ledger'
  'landfall-runs'
  'landfall-training'
  'landfall-holdout'
  'landfall-labels'
  'landfall-outputs'
  'landfall-registry'
  'landfall-approvals'
  'landfall-records'
]

var deadLetters = 'landfall-dead-letters'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    isVersioningEnabled: true
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for container in concat(own, [deadLetters], landingContainers): {
    parent: blobs
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'working-files'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: [
                'landfall-training/'
                'landfall-holdout/'
                'landfall-labels/'
                'landfall-outputs/'
                '${deadLetters}/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: workingDays
                }
              }
            }
          }
        }
        {
          name: 'old-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['landfall-']
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: workingDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [containers]
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

@description('Address for the setting StorageAccess.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Container that receives events nobody would take.')
output deadLetterContainer string = deadLetters
