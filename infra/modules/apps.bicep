import { appType } from 'types.bicep'

@export()
@description('Every function app and all it may do. The table in docs/operations/identities.md is held to this by a test.')
var apps appType[] = [
  {
    name: 'Ingest'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'ledger', right: 'write' }
      { container: 'runs', right: 'write' }
    ]
    landing: true
    links: false
    cluster: false
    key: null
    verifies: false
    secret: null
    people: false
    alwaysReady: 1
    memory: 2048
    settings: {}
  }
  {
    name: 'Validate'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'ledger', right: 'read' }
      { container: 'runs', right: 'write' }
      { container: 'training', right: 'write' }
      { container: 'holdout', right: 'write' }
      { container: 'labels', right: 'write' }
    ]
    landing: true
    links: false
    cluster: false
    key: null
    verifies: false
    secret: null
    people: false
    alwaysReady: 0
    memory: 4096
    settings: {}
  }
  {
    name: 'Train'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'runs', right: 'write' }
      { container: 'training', right: 'read' }
      { container: 'outputs', right: 'write' }
    ]
    landing: false
    links: true
    cluster: true
    key: null
    verifies: false
    secret: null
    people: false
    alwaysReady: 0
    memory: 2048
    settings: {}
  }
  {
    name: 'Evaluate'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'runs', right: 'write' }
      { container: 'holdout', right: 'read' }
      { container: 'labels', right: 'read' }
      { container: 'outputs', right: 'write' }
      { container: 'registry', right: 'read' }
    ]
    landing: false
    links: true
    cluster: true
    key: null
    verifies: true
    secret: null
    people: false
    alwaysReady: 0
    memory: 4096
    settings: {}
  }
  {
    name: 'Register'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'runs', right: 'read' }
      { container: 'outputs', right: 'read' }
      { container: 'registry', right: 'write' }
    ]
    landing: false
    links: false
    cluster: false
    key: 'versions'
    verifies: false
    secret: null
    people: false
    alwaysReady: 0
    memory: 2048
    settings: {}
  }
  {
    name: 'Approve'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'runs', right: 'read' }
      { container: 'approvals', right: 'write' }
    ]
    landing: false
    links: false
    cluster: false
    key: 'approvals'
    verifies: false
    secret: 'webhook-secret'
    people: true
    alwaysReady: 0
    memory: 2048
    settings: {}
  }
  {
    name: 'Rollout'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'runs', right: 'write' }
      { container: 'registry', right: 'read' }
      { container: 'approvals', right: 'read' }
    ]
    landing: false
    links: true
    cluster: true
    key: null
    verifies: true
    secret: null
    people: false
    alwaysReady: 1
    memory: 2048
    settings: {}
  }
  {
    name: 'Record'
    containers: [
      { container: 'documents', right: 'read' }
      { container: 'runs', right: 'write' }
      { container: 'records', right: 'write' }
    ]
    landing: false
    links: false
    cluster: false
    key: 'records'
    verifies: false
    secret: 'git-token'
    people: false
    alwaysReady: 0
    memory: 2048
    settings: {}
  }
  {
    name: 'Console'
    containers: [
      { container: 'documents', right: 'write' }
      { container: 'ledger', right: 'read' }
      { container: 'runs', right: 'read' }
      { container: 'registry', right: 'read' }
      { container: 'approvals', right: 'read' }
      { container: 'records', right: 'read' }
    ]
    landing: false
    links: false
    cluster: false
    key: null
    verifies: false
    secret: null
    people: true
    alwaysReady: 0
    memory: 2048
    settings: {}
  }
  {
    name: 'Orchestrations'
    containers: []
    landing: false
    links: false
    cluster: false
    key: null
    verifies: false
    secret: null
    people: false
    alwaysReady: 1
    memory: 2048
    settings: {}
  }
]
