using 'main.bicep'

var sampleDigest = '0000000000000000000000000000000000000000000000000000000000000000'

// A sample that leaves nothing out. Copy it to one file per installation.
param name = 'dev'
param location = 'westeurope'
param environment = 'dev'
param policy = 'standard'
param agentImage = 'registry.example.com/landfall/agent@sha256:${sampleDigest}'
param notificationWebhook = 'https://mail.example.com/landfall'
param signInClientId = '00000000-0000-0000-0000-000000000002'
param secrets = ['git-token', 'webhook-secret']
param landingContainers = ['incoming']
param subscribe = true
param createCluster = true
param createRegistry = true
param machineLearningWorkspaceId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-science/providers/Microsoft.MachineLearningServices/workspaces/ml-science'
param storageSku = 'Standard_LRS'
param budget = {
  amount: 400
  startDate: '2026-01-01'
  contactEmails: ['platform@example.com']
}
