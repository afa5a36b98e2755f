import { cryptoUser, keyReader, secretUser, secretName } from 'types.bicep'

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

@description('Principals that check signatures of versions.')
param verifiers string[]

@description('The secrets that are in the vault, and the one principal that may read each.')
param secrets { name: secretName, principalId: string }[]

var versions = indexOf(map(keys, key => key.purpose), 'versions')

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

resource reading 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in verifiers: {
    scope: signing[versions]
    name: guid(signing[versions].id, principal, keyReader)
    properties: {
      principalId: principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyReader)
    }
  }
]

resource given 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = [
  for secret in secrets: {
    parent: vault
    name: 'landfall-${secret.name}'
  }
]

resource secretRights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (secret, i) in secrets: {
    scope: given[i]
    name: guid(given[i].id, secret.principalId, secretUser)
    properties: {
      principalId: secret.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretUser)
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
