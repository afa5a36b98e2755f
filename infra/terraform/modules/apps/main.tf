locals {
  # Every function app and all it may do. tests/Infra.Tests hold it to modules/apps.bicep.
  apps = {
    Ingest = {
      containers = {
        documents = "read"
        ledger    = "write"
        runs      = "write"
      }
      landing      = true
      links        = false
      cluster      = false
      key          = null
      verifies     = false
      secret       = null
      people       = false
      always_ready = 1
      memory       = 2048
      settings     = {}
    }
    Validate = {
      containers = {
        documents = "read"
        ledger    = "read"
        runs      = "write"
        training  = "write"
        holdout   = "write"
        labels    = "write"
      }
      landing      = true
      links        = false
      cluster      = false
      key          = null
      verifies     = false
      secret       = null
      people       = false
      always_ready = 0
      memory       = 4096
      settings     = {}
    }
    Train = {
      containers = {
        documents = "read"
        runs      = "write"
        training  = "read"
        outputs   = "write"
      }
      landing      = false
      links        = true
      cluster      = true
      key          = null
      verifies     = false
      secret       = null
      people       = false
      always_ready = 0
      memory       = 2048
      settings     = {}
    }
    Evaluate = {
      containers = {
        documents = "read"
        runs      = "write"
        holdout   = "read"
        labels    = "read"
        outputs   = "write"
        registry  = "read"
      }
      landing      = false
      links        = true
      cluster      = true
      key          = null
      verifies     = true
      secret       = null
      people       = false
      always_ready = 0
      memory       = 4096
      settings     = {}
    }
    Register = {
      containers = {
        documents = "read"
        runs      = "read"
        outputs   = "read"
        registry  = "write"
      }
      landing      = false
      links        = false
      cluster      = false
      key          = "versions"
      verifies     = false
      secret       = null
      people       = false
      always_ready = 0
      memory       = 2048
      settings     = {}
    }
    Approve = {
      containers = {
        documents = "read"
        runs      = "read"
        approvals = "write"
      }
      landing      = false
      links        = false
      cluster      = false
      key          = "approvals"
      verifies     = false
      secret       = "webhook-secret"
      people       = true
      always_ready = 0
      memory       = 2048
      settings     = {}
    }
    Rollout = {
      containers = {
        documents = "read"
        runs      = "write"
        registry  = "read"
        approvals = "read"
      }
      landing      = false
      links        = true
      cluster      = true
      key          = null
      verifies     = true
      secret       = null
      people       = false
      always_ready = 1
      memory       = 2048
      settings     = {}
    }
    Record = {
      containers = {
        documents = "read"
        runs      = "write"
        records   = "write"
      }
      landing      = false
      links        = false
      cluster      = false
      key          = "records"
      verifies     = false
      secret       = "git-token"
      people       = false
      always_ready = 0
      memory       = 2048
      settings     = {}
    }
    Console = {
      containers = {
        documents = "write"
        ledger    = "read"
        runs      = "read"
        registry  = "read"
        approvals = "read"
        records   = "read"
      }
      landing      = false
      links        = false
      cluster      = false
      key          = null
      verifies     = false
      secret       = null
      people       = true
      always_ready = 0
      memory       = 2048
      settings     = {}
    }
    Orchestrations = {
      containers   = {}
      landing      = false
      links        = false
      cluster      = false
      key          = null
      verifies     = false
      secret       = null
      people       = false
      always_ready = 1
      memory       = 2048
      settings     = {}
    }
  }
}
