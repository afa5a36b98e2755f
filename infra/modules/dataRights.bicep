import { containerRight, blobReader, blobContributor, blobDelegator } from 'types.bicep'

@description('Name of the storage account that holds all data.')
param accountName string

@description('Principal id of the app\'s identity.')
param principalId string

@description('What it may do with Landfall\'s own containers.')
param containers containerRight[]

@description('Containers of landing data it may read.')
param landingContainers string[]

@description('Whether it may make signed links, within its own rights.')
param links bool

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource ours 'containers' existing = [
      for granted in containers: {
        name: 'landfall-${granted.container}'
      }
    ]

    resource landing 'containers' existing = [
      for container in landingContainers: {
        name: container
      }
    ]
  }
}

resource own 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (granted, i) in containers: {
    scope: account::blobs::ours[i]
    name: guid(account::blobs::ours[i].id, principalId, granted.right)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        granted.right == 'write' ? blobContributor : blobReader
      )
    }
  }
]

resource landed 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, i) in landingContainers: {
    scope: account::blobs::landing[i]
    name: guid(account::blobs::landing[i].id, principalId, 'read')
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobReader)
    }
  }
]

resource delegator 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (links) {
  scope: account
  name: guid(account.id, principalId, 'delegator')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDelegator)
  }
}
