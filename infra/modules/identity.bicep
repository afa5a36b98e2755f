@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags for every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('The name by which role assignments and the cluster know it.')
output principalId string = identity.properties.principalId

@description('The name by which the app asks for its tokens.')
output clientId string = identity.properties.clientId
