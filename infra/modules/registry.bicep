import { registryPull } from 'types.bicep'

@description('Name of the registry; 5 to 50 letters and digits.')
param name string

@description('Region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Principal ids of the clusters that take images from here: those of their nodes.')
param pullers string[]

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource rights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for puller in pullers: {
    scope: registry
    name: guid(registry.id, puller, registryPull)
    properties: {
      principalId: puller
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', registryPull)
    }
  }
]

@description('The prefix of its images: the Environment\'s registries and the ConfigMap landfall-registries name it.')
output host string = registry.properties.loginServer
