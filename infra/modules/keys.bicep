import { cryptoUser } from 'types.bicep'

@description('Name of the vault; 3 to 24 characters.')
param name string

@description('Region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Log Analytics workspace that receives who signed what.')
param workspaceId string

@description('One key per purpose and the one principal that may use it.')
param keys { purpose: string, principalId: string }[]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
  }
}

resource signing 'Microsoft.KeyVault/vaults/keys@2024-11-01' = [
  for key in keys: {
    parent: vault
    name: 'landfall-${key.purpose}'
    tags: tags
    properties: {
      kty: 'EC'
      curveName: 'P-256'
      keyOps: ['sign', 'verify']
      attributes: {
        enabled: true
        exportable: false
      }
    }
  }
]

resource rights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (key, i) in keys: {
    scope: signing[i]
    name: guid(signing[i].id, key.principalId, cryptoUser)
    properties: {
      principalId: key.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', cryptoUser)
    }
  }
]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
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

@description('Address of the vault.')
output uri string = vault.properties.vaultUri
