import { clusterUser } from 'types.bicep'

@description('Name of the cluster in this resource group.')
param clusterName string

@description('Principal ids of the apps that talk to it. What each may do inside stands in manifests/.')
param principalIds string[]

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-01' existing = {
  name: clusterName
}

resource rights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in principalIds: {
    scope: cluster
    name: guid(cluster.id, principal, clusterUser)
    properties: {
      principalId: principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', clusterUser)
    }
  }
]

@description('Principal id of the nodes, which pull images.')
output nodesPrincipalId string = cluster.properties.identityProfile.kubeletidentity.objectId
