import { durableContributor } from 'types.bicep'

@description('Name of the Durable Task Scheduler.')
param name string

@description('Region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Consumption: paid by action. Dedicated: a fixed price, for steady load.')
param sku 'Consumption' | 'Dedicated'

@description('Name of the one task hub that all apps share.')
param hub string

@description('Address ranges that may reach the scheduler. An empty list lets nobody in.')
@minLength(1)
param ipAllowlist string[]

@description('Principal ids of the apps. Each sees only the work items it has functions for, because the host filters them.')
param principalIds string[]

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ipAllowlist
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: hub
  properties: {}
}

resource rights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in principalIds: {
    scope: taskHub
    name: guid(taskHub.id, principal, durableContributor)
    properties: {
      principalId: principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableContributor)
    }
  }
]

@description('Address of the scheduler.')
output endpoint string = scheduler.properties.endpoint
