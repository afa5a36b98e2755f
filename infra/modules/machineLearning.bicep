import { modelKeeper } from 'types.bicep'

@description('Name of the Azure Machine Learning workspace in this resource group.')
param workspaceName string

@description('Principal id of the app that shows registered versions there.')
param principalId string

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' existing = {
  name: workspaceName
}

resource right 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, principalId, modelKeeper)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', modelKeeper)
  }
}
